import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import { audience, startIssuer } from '../support/issuer.ts';
import { openSite, screenshots } from './site.ts';

/** A person who has signed in at Clerk, with the token that their browser got there. */
async function signIn() {
  const issuer = await startIssuer();
  const site = await openSite({
    jwt: [{ issuer: issuer.issuer, audience, publicKey: await issuer.publicPem(), algorithms: ['ES256'] }],
  });
  onTestFinished(() => site.close());
  const email = `${cast.ordinary}@larkfield.example`;
  const person = { sub: cast.ordinary, email, email_verified: true };
  const sid = await newestClerkSession(site.origin, await issuer.sign(person));
  const visit = await site.visit(`/#token=${await issuer.sign({ ...person, sid })}`);
  return { ...visit, site };
}

async function newestClerkSession(origin: string, token: string): Promise<string> {
  const query =
    '{ viewer { sessions(filter: { kinds: [CLERK], states: [ACTIVE] }) { nodes { nativeId } } } }';
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as {
    data: { viewer: { sessions: { nodes: readonly { nativeId: string }[] } } };
  };
  return data.viewer.sessions.nodes[0]?.nativeId ?? '';
}

const dialog = (page: Page) => page.getByRole('dialog');

test('whoever has signed in sees their own devices, the one in use first', { timeout: 300_000 }, async () => {
  const { page, troubles } = await signIn();
  await page.getByRole('heading', { level: 1, name: 'Where you’re signed in' }).waitFor();
  await page.getByText('This device').waitFor();
  expect(await page.getByRole('heading', { level: 3 }).first().innerText()).toMatch(/This device/);
  expect(await page.getByRole('combobox').count()).toBe(0);
  expect(page.url()).not.toContain('token');
  await page.screenshot({ path: `${screenshots}/signed-in.png` });

  // Where a provider cannot tell which one is in use, nothing is guessed.
  await page.getByRole('button', { name: 'Sign out others…' }).click();
  await dialog(page).getByText('1 sign-in will end:').waitFor();
  expect(await dialog(page).innerText()).toMatch(
    /Rocket\.Chat \(chat\) cannot tell whether it is the one you are using: choose which to keep/,
  );
  await dialog(page).getByRole('button', { name: 'Sign out', exact: true }).click();
  await dialog(page).getByRole('heading', { name: '1 signed out, 1 kept, 4 still signed in' }).waitFor();
  await page.screenshot({ path: `${screenshots}/others.png` });

  // The way out: to say what to keep. What is in use is kept anyhow.
  await dialog(page).getByRole('button', { name: 'Choose which to keep' }).click();
  expect(await dialog(page).getByRole('checkbox', { checked: true }).count()).toBe(1);
  await dialog(page).getByRole('button', { name: 'Keep 1, go on' }).click();
  await dialog(page).getByRole('button', { name: 'Sign out 4' }).click();
  await dialog(page).getByRole('heading', { name: '4 signed out' }).waitFor();
  await dialog(page).getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => page.locator('.sign-in').count()).toBe(1);

  // Everywhere leaves out where one is, unless that is meant too.
  await page.getByRole('button', { name: 'Sign out everywhere…' }).click();
  await dialog(page).getByText('1 sign-in will stay:').waitFor();
  await dialog(page)
    .getByRole('checkbox', { name: /Here as well/ })
    .check();
  await dialog(page).getByText('1 sign-in will end:').waitFor();
  await dialog(page).getByRole('button', { name: 'Sign out', exact: true }).click();
  await dialog(page).getByRole('heading', { name: 'Signed out' }).waitFor();
  expect(troubles).toEqual([]);
});

test(
  'without a token that is good, nobody’s devices are shown, and the page says why',
  { timeout: 300_000 },
  async () => {
    const { site } = await signIn();
    const { page } = await site.visit('/');
    await page.getByRole('heading', { name: 'You’re not signed in' }).waitFor();
    const { page: second } = await site.visit('/#token=nonsense');
    await second.getByRole('alert').getByText('Your sign-in is not valid any more.').waitFor();
  },
);
