import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import {
  eventually,
  openDemoSite,
  pressUntil,
  readable,
  screenshots,
  type Site,
  type Visit,
} from './site.ts';

let site: Site;
// A bare machine installs a browser first.
beforeAll(async () => {
  site = await openDemoSite();
}, 300_000);
afterAll(() => site.close());

const [visited, alsoVisited] = cast.visitedByIntruder;
const rows = (page: Page) => page.locator('.sg-row');
const dialog = (page: Page) => page.getByRole('dialog');
const notice = (page: Page) => page.getByRole('region', { name: 'What was signed out' });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

async function lookAt(person: string): Promise<Visit> {
  const visit = await site.visit(`/?person=${person}&as=support`);
  await page1(visit.page);
  return visit;
}

/** The list is there, and not only its shape. */
async function page1(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 3 }).first().waitFor();
}

/** Of the rows that are shown, the service each is at. */
async function servicesShown(page: Page): Promise<readonly string[]> {
  const kinds = await page
    .locator('.sg-row .sg-service')
    .evaluateAll((marks) => marks.map(({ dataset }) => String(dataset.kind)));
  return [...new Set(kinds)].toSorted();
}

const everyService = ['CLERK', 'ROCKETCHAT', 'SEAM', 'ZENDESK'];

test('the sign-ins at all services are one list, in words as exact as what is known, and more on demand', async () => {
  const { page, troubles } = await lookAt(cast.ordinary);
  await page.getByRole('heading', { level: 2, name: /Where .Mara Lindholm. is signed in/ }).waitFor();
  expect(await servicesShown(page)).toEqual(everyService);
  const text = await readable(page.getByRole('main'));
  expect(text).toMatch(/6 sign-ins at 4 services/);
  expect(text).toMatch(
    /Chrome on Macintosh\nClerk\nLisbon, Portugal\nActive \d minutes ago\nSigned in 3 weeks ago/,
  );
  expect(text).toMatch(/Last seen (around \d+:[03]0 [AP]M|yesterday)\nSigned in \d days ago/);
  expect(text).toMatch(/Rocket\.Chat on macOS\nRocket\.Chat\nConnected 3 hours ago/);
  expect(text).toMatch(/Seam\nDevice not known\nSigned in 1 month ago/);
  expect(text).not.toMatch(/IP address/);

  await button(page, /^Details: .*Chrome.* on .*Macintosh/).click();
  const details = await readable(rows(page).first());
  expect(details).toMatch(/IP address\n192\.0\.2\.\d+/);
  expect(details).toMatch(/Stays signed in until\n\w+ \d+, \d{4} at/);
  await button(page, /^Details: .*Seam/).click();
  expect(await readable(rows(page).last())).toMatch(/Last active\nSeam does not say/);

  const [request] = await Promise.all([
    page.waitForRequest((sent) => sent.method() === 'POST'),
    button(page, 'Refresh').click(),
  ]);
  // By its id, so that a server can refuse everything else.
  expect(request.postDataJSON()).toMatchObject({
    documentId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
  });
  await button(page, 'Show sign-ins that have ended').click();
  await page.getByText(/^Signed out$/).waitFor();
  expect(await button(page, /^Sign out|^Select/).count()).toBe(0);
  await page.screenshot({ path: `${screenshots}/ended.png` });
  expect(troubles).toEqual([]);
});

test('hundreds are searched, filtered and shown with a count for those that nobody could tell apart', async () => {
  const { page, troubles } = await lookAt(cast.busy);
  expect(await page.locator('.sg-title p').innerText()).toMatch(/^\d{3} sign-ins at 4 services$/);
  await button(page, /^\d+ sign-ins: .Zendesk/).click();
  const ofZendesk = await page.locator('.sg-each > li').count();
  expect(await button(page, /^Sign out \d+: .Zendesk/).innerText()).toBe(`Sign out ${ofZendesk}`);
  expect(ofZendesk).toBeGreaterThan(50);

  await page.getByRole('combobox', { name: 'Service' }).selectOption({ label: 'Rocket.Chat' });
  await eventually(() => servicesShown(page)).toEqual(['ROCKETCHAT']);
  await page.getByRole('searchbox').fill('firefox');
  await eventually(async () => new Set(await page.locator('.sg-name').allInnerTexts()).size).toBe(1);
  expect(await readable(rows(page).first())).toMatch(/^Firefox on Linux/);
  await page.screenshot({ path: `${screenshots}/found.png` });
  await page.getByRole('searchbox').fill('no such device');
  await page.getByText('No sign-in matches.').waitFor();
  await button(page, 'Show all').click();
  await eventually(async () => (await servicesShown(page)).length).toBe(4);
  expect(troubles).toEqual([]);
});

test('pages are 50 rows, and a refresh takes nothing away', async () => {
  const visit = await site.visit('/?as=support');
  const { page } = visit;
  // As if everybody's sign-ins came from addresses of their own.
  let address = 0;
  await page.route('**/graphql', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    const json = text.replaceAll(
      /"ipAddress":(null|"[^"]*")/g,
      () => `"ipAddress":"10.0.${(address += 1)}.1"`,
    );
    await route.fulfill({ response, body: json });
  });
  await page.getByRole('combobox', { name: /^Looking at/ }).selectOption(cast.busy);
  await button(page, 'Show 50 more').waitFor();
  const before = await rows(page).count();
  expect(before).toBeGreaterThan(49);
  await button(page, 'Show 50 more').click();
  await page.locator(`.sg-row:nth-child(${before + 1}):focus`).waitFor();
  const loaded = await rows(page).count();
  const at = await page.evaluate('scrollY');
  await button(page, 'Refresh').dispatchEvent('click');
  await button(page, 'Refreshing…').waitFor();
  await button(page, 'Refresh').waitFor();
  expect([await rows(page).count(), await page.evaluate('scrollY')]).toEqual([loaded, at]);
});

test('several are selected and ended with one confirmation', async () => {
  const { page } = await lookAt(cast.busy);
  const [total] = /\d+/.exec(await page.locator('.sg-title p').innerText()) ?? [];
  await button(page, 'Select').click();
  const boxes = page.getByRole('checkbox');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  const chosen = Number(/\d+/.exec(await page.getByText(/^\d+ selected$/).innerText())?.[0]);
  expect(chosen).toBeGreaterThan(2);
  await page.screenshot({ path: `${screenshots}/selected.png` });
  await page.locator('.sg-selection').getByRole('button', { name: 'Sign out' }).click();
  expect(await readable(dialog(page))).toMatch(`Sign out ${chosen} sign-ins?`);
  await dialog(page)
    .getByRole('button', { name: `Sign out ${chosen}` })
    .click();
  await notice(page).getByText(`${chosen} sign-ins signed out.`).waitFor();
  await page
    .getByText(new RegExp(`^${Number(total) - chosen} sign-ins`))
    .first()
    .waitFor();
});

test('what a service did not tell is named, never taken for nothing, and asked again', async () => {
  const { page } = await lookAt(cast.ordinary);
  const { clerk, chat, support, locks } = site.demo.emulators;
  const problems = page.getByRole('region', { name: 'What is missing' });
  const sources = page.getByRole('region', { name: 'Where we looked' });
  support.fault = { kind: 'down' };
  await button(page, 'Refresh').click();
  await problems.getByText(/Zendesk.? did not answer/).waitFor();
  expect(await servicesShown(page)).toEqual(everyService.slice(0, 3));
  expect(await readable(page.getByRole('main'))).toMatch(/At least 5 sign-ins/);
  expect(await readable(sources)).not.toContain('Zendesk');
  await page.screenshot({ path: `${screenshots}/provider-down.png` });

  // Clerk and Rocket.Chat know the addresses by which the account at Zendesk would be found.
  support.fault = { kind: 'ok' };
  clerk.fault = { kind: 'down' };
  chat.fault = { kind: 'down' };
  await button(page, 'Try again').click();
  await problems.getByText(/The account at .Zendesk. could not be looked up/).waitFor();
  expect(await readable(page.getByRole('main'))).not.toContain('no account');
  await button(page, 'Sign out everywhere').click();
  await dialog(page)
    .getByText(/Zendesk.* may go on\./)
    .waitFor();
  expect(await readable(dialog(page))).not.toContain('no account');
  await page.keyboard.press('Escape');

  locks.fault = { kind: 'down' };
  await button(page, 'Try again').click();
  await page.getByText('No service could be asked').waitFor();
  expect(await readable(page.getByRole('main'))).not.toMatch(/not signed in anywhere|no account/);
  await page.screenshot({ path: `${screenshots}/all-down.png` });
  for (const emulator of [clerk, chat, locks]) emulator.fault = { kind: 'ok' };
  await pressUntil(button(page, 'Try again'), page.getByText('6 sign-ins at 4 services').first());
  expect(await servicesShown(page)).toEqual(everyService);
});

test('one is ended after one question, by keyboard alone; cancelling ends nothing', async () => {
  const { page, troubles } = await lookAt(cast.withoutChat);
  const before = await rows(page).count();
  const name = await page.locator('.sg-name').first().innerText();
  const opener = button(page, new RegExp(`^Sign out: .?${name}`)).first();
  await opener.focus();
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  expect(await readable(dialog(page))).toMatch(/This can’t be undone\./);
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  expect(await opener.and(page.locator(':focus')).count()).toBe(1);
  expect(await rows(page).count()).toBe(before);

  await page.keyboard.press('Enter');
  await dialog(page).getByRole('button', { name: 'Sign out' }).focus();
  await page.keyboard.press('Enter');
  await notice(page).getByText('1 sign-in signed out.').waitFor();
  // What was pressed is gone: the way goes on from the notice.
  expect(await notice(page).and(page.locator(':focus')).count()).toBe(1);
  await eventually(() => rows(page).count()).toBe(before - 1);
  await button(page, 'Dismiss').click();
  expect(await notice(page).count()).toBe(0);
  expect(troubles).toEqual([]);
});

test('what was to end and did not is named with its reason, and another try ends it', async () => {
  const { page } = await lookAt(cast.everyState);
  const { chat } = site.demo.emulators;
  await button(page, /^Sign out: .* at .Rocket\.Chat/)
    .first()
    .click();
  chat.fault = { kind: 'down' };
  await dialog(page).getByRole('button', { name: 'Sign out' }).click();
  await notice(page)
    .getByText(/Rocket\.Chat.? could not do it now/)
    .waitFor();
  expect(await readable(notice(page))).toMatch(/^1 sign-in not signed out:\n.+ at Rocket\.Chat: /);
  await page.screenshot({ path: `${screenshots}/failed.png` });
  chat.fault = { kind: 'ok' };
  await pressUntil(
    notice(page).getByRole('button', { name: 'Try again' }),
    notice(page).getByText('1 sign-in signed out.'),
  );
});

test('everywhere is what was promised, and what a service lost of it in between is named and finished', async () => {
  const { page } = await lookAt(alsoVisited);
  const { clerk } = site.demo.emulators;
  await button(page, 'Sign out everywhere').click();
  await dialog(page)
    .getByText(/^\d+ sign-ins will end:$/)
    .waitFor();
  const all = Number(
    /\d+/.exec(
      await dialog(page)
        .getByText(/will end:/)
        .innerText(),
    )?.[0],
  );
  await page.screenshot({ path: `${screenshots}/confirm.png` });
  clerk.fault = { kind: 'down' };
  await dialog(page)
    .getByRole('button', { name: `Sign out ${all}` })
    .click();
  await notice(page)
    .getByText(/not signed out:/)
    .waitFor();
  const said = await readable(notice(page));
  expect(said).toMatch(/at Clerk: Clerk could not do it now/);
  expect(said).toMatch(/Clerk did not answer\. Sign-ins at Clerk may go on\./);
  await page.screenshot({ path: `${screenshots}/half-way.png` });
  clerk.fault = { kind: 'ok' };
  await pressUntil(
    notice(page).getByRole('button', { name: 'Try again' }),
    notice(page).getByText(/^\d+ sign-ins signed out\.$/),
  );
  await pressUntil(button(page, 'Refresh'), page.getByText(/is not signed in anywhere\./));
  expect(await readable(notice(page))).toMatch(/^\d+ sign-ins signed out\.$/);
});

test('nothing is blank while it loads, and a person nobody knows, no server and no network have words of their own', async () => {
  const { page } = await lookAt(visited);
  const held = Promise.withResolvers<void>();
  await page.route('**/graphql', async (route) => {
    await held.promise;
    await route.abort();
  });
  await page.getByRole('combobox', { name: /^Looking at/ }).selectOption(cast.idle[0]);
  await page.locator('.sg-skeleton').waitFor();
  expect(await readable(page.getByRole('main'))).toMatch(/Looking at every service…/);
  held.resolve();
  await page.getByRole('alert').getByText('The server can’t be reached').waitFor();
  await page.unroute('**/graphql');
  await page.context().setOffline(true);
  await button(page, 'Try again').click();
  await page.getByRole('alert').getByText('You’re offline').waitFor();
  await page.screenshot({ path: `${screenshots}/offline.png` });
  // It comes by itself.
  await page.context().setOffline(false);
  await page1(page);

  await page.route('**/graphql', (route) => {
    const asked = route.request().postDataJSON() as { readonly variables: object };
    return route.continue({
      postData: JSON.stringify({ ...asked, variables: { ...asked.variables, id: 'nobody' } }),
    });
  });
  await button(page, 'Refresh').click();
  await page.getByRole('alert').getByText('Nobody found').waitFor();
});
