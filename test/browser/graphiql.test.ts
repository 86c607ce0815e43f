import type { Page, Request, Response } from 'playwright-core';
import { cast } from '../../src/demo/company.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { opsKey, startGuardedServer } from '../support/guarded-server.ts';
import { openBrowser } from './chromium.ts';
import { openDemoSite, screenshots, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openDemoSite();
}, 300_000);
afterAll(() => site.close());

/** Presses the button until it asks: for a moment after a tab was chosen, GraphiQL still has the operation of the one before in mind. */
async function execute(page: Page, name: string): Promise<Response> {
  const isMeant = (request: Request) => (request.postData() ?? '').includes(name);
  const answered = page.waitForResponse((response) => isMeant(response.request()));
  await vi.waitFor(
    () =>
      Promise.all([
        page.waitForRequest(isMeant, { timeout: 500 }),
        page.getByRole('button', { name: /^Execute query/ }).click(),
      ]),
    { timeout: 8000 },
  );
  return answered;
}

const large = { viewport: { width: 1400, height: 880 } };

test('GraphiQL opens from the page with worked queries, runs one, shows the docs and leads back', async () => {
  const { page, troubles } = await site.visit('/', large);
  await page.getByRole('link', { name: 'GraphiQL' }).click();

  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  expect(await page.locator('.graphiql-tab').count()).toBe(site.demo.workedQueries.length);

  // By itself, on a first visit.
  const answer = page.locator('.result-window');
  await answer.getByText('"data"').waitFor();
  await answer
    .getByText(/Chrome.\d+.on.Macintosh/)
    .first()
    .waitFor();
  await page.screenshot({ path: `${screenshots}/graphiql.png` });

  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.getByText('Where people are signed in: their sessions at').waitFor();
  await page.locator('.graphiql-doc-explorer').getByRole('link', { name: 'Query', exact: true }).click();
  await page.getByText('A signed-in person sees their own sessions').waitFor();
  await page.screenshot({ path: `${screenshots}/graphiql-docs.png` });

  await page.getByRole('link', { name: 'Devices page' }).click();
  await page.getByRole('heading', { level: 2, name: 'Where you’re signed in' }).waitFor();
  expect(troubles).toEqual([]);
});

test('every worked query can be run as it stands', async () => {
  const { page } = await site.visit('/graphql', large);
  const tabs = page.locator('.graphiql-tab');
  const operation = (name: string) => page.locator('.graphiql-query-editor').getByText(name).first();
  for (let index = 0; index < site.demo.workedQueries.length; index += 1) {
    const tab = tabs.nth(index).getByRole('button').first();
    await tab.click();
    const name = await tab.innerText();
    await operation(name).waitFor();
    const response = await execute(page, name);
    const body = (await response.json()) as object;
    expect([response.status(), Object.keys(body)]).toEqual([200, expect.arrayContaining(['data'])]);
    expect(body).not.toHaveProperty('errors');
    if (name === 'MyDevices') {
      const mara = { viewer: { id: cast.ordinary }, permissions: [], somebodyElse: null };
      expect(body).toMatchObject({ data: mara });
    }
  }
});

test('where people sign in, a key in the field is used for what is asked, and kept nowhere', async () => {
  const [server, browser] = await Promise.all([
    startGuardedServer({ config: { graphiql: 'signedIn' } }),
    openBrowser(),
  ]);
  try {
    const page = await browser.newPage(large);
    await page.goto(server.url);
    const answer = page.locator('.result-window');
    await answer.getByText('Put an API key or a token into the field above').waitFor();

    const field = page.getByLabel('API key or token');
    await field.fill(opsKey);
    await field.press('Enter');
    await page.getByRole('button', { name: /^Execute query/ }).click();
    await answer.getByText('SESSIONS_READ_ANY').waitFor();
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByText('Where people are signed in: their sessions at').waitFor();

    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]),
    );
    expect(kept).toContain('Welcome');
    expect(kept).not.toContain(opsKey);
    await page.reload();
    await field.waitFor();
    expect(await field.inputValue()).toBe('');
  } finally {
    await browser.close();
  }
});
