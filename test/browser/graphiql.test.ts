import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSite, screenshots, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 300_000);
afterAll(() => site.close());

const large = { viewport: { width: 1400, height: 880 } };

test(
  'GraphiQL opens from the page with worked queries, runs one, shows the docs and leads back',
  { timeout: 60_000 },
  async () => {
    const { page, troubles } = await site.visit('/', large);
    await page.getByRole('link', { name: 'GraphiQL' }).click();

    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
    expect(await page.locator('.graphiql-tab').count()).toBe(site.demo.graphiqlTabs.length);

    await page.getByRole('button', { name: /^Execute query/ }).click();
    const answer = page.locator('.result-window');
    await answer.getByText('"data"').waitFor();
    await answer
      .getByText(/Chrome \d+ on Macintosh/)
      .first()
      .waitFor();
    await page.screenshot({ path: `${screenshots}/graphiql.png` });

    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.getByText('A signed-in person sees their own sessions').first().waitFor();

    await page.getByRole('link', { name: 'Devices page' }).click();
    await page.getByRole('heading', { level: 1, name: 'Where Mara Lindholm is signed in' }).waitFor();
    expect(troubles).toEqual([]);
  },
);

test('every worked query can be run as it stands', { timeout: 60_000 }, async () => {
  const { page } = await site.visit('/graphql', large);
  const tabs = page.locator('.graphiql-tab');
  await tabs.first().waitFor();
  for (let index = 0; index < site.demo.graphiqlTabs.length; index += 1) {
    await tabs.nth(index).getByRole('button').first().click();
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: /^Execute query/ }).click();
    const response = await answered;
    const body = (await response.json()) as object;
    expect([response.status(), Object.keys(body)]).toEqual([200, expect.arrayContaining(['data'])]);
    expect(body).not.toHaveProperty('errors');
  }
});
