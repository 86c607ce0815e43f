import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import { openSite, screenshots, type Site, type Visit } from './site.ts';

let site: Site;
// A bare machine installs a browser first.
beforeAll(async () => {
  site = await openSite();
}, 300_000);
afterAll(() => site.close());

const [visited, alsoVisited] = cast.visitedByIntruder;
const devices = (page: Page) => page.getByRole('heading', { level: 3 });
const dialog = (page: Page) => page.getByRole('dialog');

async function lookAt(person: string): Promise<Visit> {
  const visit = await site.visit(`/?person=${person}&as=support`);
  await devices(visit.page).first().waitFor();
  return visit;
}

/** Of the sign-ins that are shown, the provider each is at. */
async function providersShown(page: Page): Promise<readonly string[]> {
  const names = await page.locator('.provider').allInnerTexts();
  return [...new Set(names)].toSorted();
}

const everyProvider = ['Clerk (clerk)', 'Rocket.Chat (chat)', 'Seam (locks)', 'Zendesk (support)'];

test('a person’s devices at all providers are one list, each with what its provider knows', async () => {
  const { page, troubles } = await lookAt(cast.ordinary);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Where Mara Lindholm is signed in');
  expect(await providersShown(page)).toEqual(everyProvider);
  const text = await page.getByRole('main').innerText();
  expect(text).toMatch(/6 sign-ins at 4 providers/);
  expect(text).toMatch(/Chrome \d+ on Macintosh/);
  expect(text).toMatch(/[A-Z]\w+, [A-Z]\w+/);
  expect(text).toMatch(/Active \d+ minutes ago\n/);
  expect(text).toMatch(/Active 2 hours ago, roughly/);
  expect(text).toMatch(/Connected 3 hours ago, perhaps active since/);
  expect(text).toMatch(/Seam does not tell when it was last used/);
  expect(text).toMatch(/Zendesk \(support\) told all it knows/);
  await page.screenshot({ path: `${screenshots}/devices.png` });
  expect(troubles).toEqual([]);
});

test('the page asks by document id, so that its server can refuse everything else', async () => {
  const { page } = await lookAt(cast.ordinary);
  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.method() === 'POST'),
    page.getByRole('button', { name: 'Refresh' }).click(),
  ]);
  expect(request.postDataJSON()).toEqual({
    documentId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    variables: { id: cast.ordinary, first: 10, after: null },
  });
});

test('more devices come on demand, and the focus goes on where they begin', async () => {
  const { page } = await lookAt(cast.busy);
  const rows = page.locator('.sign-in');
  const before = await page.locator('.device').count();
  expect(await rows.count()).toBe(10);
  await page.getByRole('button', { name: 'Show more' }).click();
  await rows.nth(19).waitFor();
  expect(await rows.count()).toBe(20);
  expect(await page.getByRole('main').innerText()).toMatch(/\d{3} sign-ins, 20 of them shown/);
  await page.locator('.device:focus').waitFor();
  expect(await page.locator(`.device:nth-child(${before + 1}):focus`).count()).toBe(1);
});

test('a provider that stops answering is named, the others stay, and it is asked again on demand', async () => {
  const { page } = await lookAt(cast.ordinary);
  const { support } = site.demo.emulators;
  support.fault = { kind: 'down' };
  await page.getByRole('button', { name: 'Refresh' }).click();
  const problems = page.getByRole('list', { name: 'What is missing' });
  await problems.getByText('Zendesk (support) did not answer.').waitFor();
  expect(await providersShown(page)).toEqual(everyProvider.slice(0, 3));
  expect(await page.getByRole('main').innerText()).toMatch(/At least 5 sign-ins/);
  await page.screenshot({ path: `${screenshots}/provider-down.png` });

  support.fault = { kind: 'ok' };
  await page.getByRole('button', { name: 'Try again' }).click();
  await problems.waitFor({ state: 'detached' });
  expect(await providersShown(page)).toEqual(everyProvider);
});

test('where nobody can tell whether there is an account, the list and the sign-out say so, and nothing else', async () => {
  const { page } = await lookAt(cast.ordinary);
  const { clerk, chat } = site.demo.emulators;
  onTestFinished(() => {
    clerk.fault = { kind: 'ok' };
    chat.fault = { kind: 'ok' };
  });
  // They know the addresses by which the account at Zendesk would be found.
  clerk.fault = { kind: 'down' };
  chat.fault = { kind: 'down' };
  await page.getByRole('button', { name: 'Refresh' }).click();
  const problems = page.getByRole('list', { name: 'What is missing' });
  await problems.getByText('Zendesk (support) could not be looked up.').waitFor();
  expect(await page.getByRole('main').innerText()).not.toContain('no account');

  await page.getByRole('button', { name: 'Sign out everywhere…' }).click();
  await dialog(page)
    .getByText('Zendesk (support) could not be looked up: sign-ins there may go on.')
    .waitFor();
  expect(await dialog(page).innerText()).not.toContain('no account');
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
});

test('one is signed out after a confirmation, with what became of it', async () => {
  const { page, troubles } = await lookAt(cast.withoutChat);
  const before = await page.locator('.sign-in').count();
  const name = await devices(page).first().innerText();
  await page
    .getByRole('button', { name: `Sign out of ${name}` })
    .first()
    .click();
  await dialog(page).getByText(`${name} is signed out of`).waitFor();
  await dialog(page).getByRole('button', { name: 'Sign out' }).click();
  await dialog(page).getByRole('heading', { name: 'Signed out' }).waitFor();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => page.locator('.sign-in').count()).toBe(before - 1);
  // What was pressed is gone.
  expect(await page.locator('h1:focus').count()).toBe(1);
  expect(troubles).toEqual([]);
});

test('cancelling signs nobody out, and gives the focus back to what was pressed', async () => {
  const { page } = await lookAt(cast.ordinary);
  const button = page.getByRole('button', { name: 'Sign out of' }).first();
  await button.focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  expect(await button.and(page.locator(':focus')).count()).toBe(1);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByText('6 sign-ins').first().waitFor();
});

test('a sign-out that failed says so, and another try ends it', async () => {
  const { page } = await lookAt(cast.everyState);
  const { chat } = site.demo.emulators;
  await page
    .getByRole('button', { name: /^Sign out of .* at Rocket\.Chat/ })
    .first()
    .click();
  chat.fault = { kind: 'down' };
  await dialog(page).getByRole('button', { name: 'Sign out' }).click();
  await dialog(page).getByRole('heading', { name: 'Still signed in' }).waitFor();
  expect(await dialog(page).innerText()).toMatch(/Rocket\.Chat \(chat\) could not do it now\. Try again\./);
  await page.screenshot({ path: `${screenshots}/failed.png` });

  chat.fault = { kind: 'ok' };
  await dialog(page).getByRole('button', { name: 'Try again' }).click();
  await dialog(page).getByRole('heading', { name: 'Signed out' }).waitFor();
});

test('the others are signed out, and what was ticked stays', async () => {
  const { page } = await lookAt(visited);
  const kept = await devices(page).first().innerText();
  await page.getByRole('button', { name: 'Sign out others…' }).click();
  expect(await dialog(page).getByRole('button', { name: 'Tick at least one' }).isDisabled()).toBe(true);
  await dialog(page).getByRole('checkbox').first().check();
  await dialog(page).getByRole('button', { name: 'Keep 1, go on' }).click();
  await dialog(page)
    .getByText(/\d+ sign-ins will end:/)
    .waitFor();
  await dialog(page)
    .getByRole('button', { name: /^Sign out \d+$/ })
    .click();
  await dialog(page)
    .getByRole('heading', { name: /^\d+ signed out$/ })
    .waitFor();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => page.locator('.sign-in').count()).toBe(1);
  expect(await devices(page).allInnerTexts()).toEqual([kept]);
});

test('everywhere is everywhere that answers, and another try finishes it', async () => {
  const { page } = await lookAt(alsoVisited);
  const all = await page.locator('.sign-in').count();
  await page.getByRole('button', { name: 'Sign out everywhere…' }).click();
  await dialog(page).getByText(`${all} sign-ins will end:`).waitFor();
  const { clerk } = site.demo.emulators;
  clerk.fault = { kind: 'down' };
  await dialog(page)
    .getByRole('button', { name: `Sign out ${all}` })
    .click();
  await dialog(page).getByText('Clerk (clerk) did not answer: sign-ins there may go on.').waitFor();
  await page.screenshot({ path: `${screenshots}/half-way.png` });

  clerk.fault = { kind: 'ok' };
  await dialog(page).getByRole('button', { name: 'Try again' }).click();
  await dialog(page)
    .getByRole('heading', { name: `${all} signed out` })
    .waitFor();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await page.getByText('Signed in nowhere.').waitFor();
});

test('nothing is blank while it loads, and a server that is gone is said and asked again', async () => {
  const { page } = await lookAt(cast.ordinary);
  const held = Promise.withResolvers<void>();
  await page.route('**/graphql', async (route) => {
    await held.promise;
    await route.abort();
  });
  await page.getByRole('combobox', { name: 'Looking at' }).selectOption(cast.idle[0]);
  await page.getByText('Loading the list of devices…').waitFor({ state: 'attached' });
  expect(await page.getByRole('main').innerText()).toMatch(/Asking every provider…/);
  held.resolve();
  await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
  await page.unroute('**/graphql');
  await page.getByRole('button', { name: 'Try again' }).click();
  await devices(page).first().waitFor();
  expect(new URL(page.url()).searchParams.get('person')).toBe(cast.idle[0]);
});
