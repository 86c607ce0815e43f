import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import { signInOf } from '../../src/demo/sign-in.ts';
import { axe, eventually, openServedSite, readable, screenshots, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openServedSite();
  signInAs(cast.ordinary);
}, 300_000);
afterAll(() => site.close());

/** Whoever comes to the provider next is this person, on the browser of their newest session at Clerk. */
function signInAs(person: string, more: object = {}): void {
  const { company, emulators } = site.demo;
  const signIn = signInOf(person, company, emulators.clerk.world);
  if (site.oidc === null || signIn === null) throw new Error('Nobody signs in here.');
  const { personId, email, sessionId } = signIn;
  site.oidc.claims = { sub: personId, email, email_verified: true, sid: sessionId, ...more };
}

const dialog = (page: Page) => page.getByRole('dialog');
const notice = (page: Page) => page.getByRole('region', { name: 'What was signed out' });

test('whoever opens the page signs in where they always do, and sees this device first', async () => {
  const { page, troubles } = await site.visit('/devices');
  await page.getByRole('heading', { level: 2, name: 'Where you’re signed in' }).waitFor();
  await page.getByText('This device').waitFor();
  expect(await readable(page.locator('.sg-row').first())).toMatch(/^Chrome on Macintosh\nThis device\n/);
  // Nothing of the way stays in the address.
  expect(page.url()).toBe(`${site.origin}/devices`);
  expect(await page.evaluate('sessionStorage.length')).toBe(0);
  await page.getByRole('button', { name: /^Details: .*Safari.* on .*iPhone/ }).click();
  const unrecognised = page.locator('.sg-unrecognised');
  expect(await readable(unrecognised)).toMatch(/^Don’t recognise this\?/);
  expect(await unrecognised.getByRole('link', { name: 'Change your password' }).getAttribute('href')).toBe(
    'https://accounts.example.com/password',
  );
  await page.screenshot({ path: `${screenshots}/signed-in.png`, fullPage: true });
  expect(await axe(page)).toEqual([]);

  // Before: what ends, what stays, and what may be this device.
  await page.getByRole('button', { name: 'Sign out all other devices' }).click();
  await dialog(page).getByText('5 sign-ins will end:').waitFor();
  const said = await readable(dialog(page));
  expect(said).toMatch(/This device stays signed in\./);
  expect(said).toMatch(/Include 4 sign-ins at Rocket\.Chat, Zendesk,? and Seam/);
  await page.screenshot({ path: `${screenshots}/others.png` });
  expect(await axe(page)).toEqual([]);
  await dialog(page).getByRole('checkbox').uncheck();
  await dialog(page).getByText('1 sign-in will end:').waitFor();
  await dialog(page).getByRole('button', { name: 'Sign out', exact: true }).click();
  await notice(page).getByText('1 sign-in signed out.').waitFor();
  await eventually(() => page.locator('.sg-row').count()).toBe(5);

  // The same again, with those that may be this device.
  await page.getByRole('button', { name: 'Sign out all other devices' }).click();
  await dialog(page).getByRole('button', { name: 'Sign out 4' }).click();
  await notice(page).getByText('4 sign-ins signed out.').waitFor();
  await eventually(() => readable(page.locator('.sg-rows'))).toMatch(
    /^Chrome on Macintosh\nThis device\n[^]*Lisbon[^]{0,90}$/,
  );

  // There is nothing more to end elsewhere.
  await page.getByRole('button', { name: 'Sign out all other devices' }).waitFor({ state: 'detached' });

  // The last one is where the person is, and they are told before.
  await page.getByRole('button', { name: /^Sign out: / }).click();
  await dialog(page).getByText('This is the device you’re using: you will have to sign in again.').waitFor();
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  expect(troubles).toEqual([]);
});

test('a provider that lets nobody in, and a token that is not taken, end in words and a way to try again', async () => {
  const { oidc } = site;
  if (oidc === null) throw new Error('Nobody signs in here.');
  oidc.letsIn = false;
  const { page } = await site.visit('/devices');
  await page.getByRole('heading', { name: 'You’re not signed in' }).waitFor();
  expect(await axe(page)).toEqual([]);
  oidc.letsIn = true;
  signInAs(cast.idle[0], { email: undefined, exp: Math.floor(Date.now() / 1000) - 3600 });
  await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/token')),
    page.getByRole('button', { name: 'Sign in' }).click(),
  ]);
  // Refused, without going in circles.
  await page.getByRole('heading', { name: 'You’re not signed in' }).waitFor();
  signInAs(cast.idle[0]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This device').waitFor();
});

test('an answer that nobody asked for signs nobody in, and the root shows nothing', async () => {
  signInAs(cast.idle[0]);
  const { page } = await site.visit('/devices?code=stolen&state=guessed');
  await page.getByText('This device').waitFor();
  const root = await fetch(site.origin, { headers: { accept: 'text/html' } });
  expect(root.status).toBe(404);
});
