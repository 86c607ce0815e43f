/** What stands around the devices page in the demo: who one is, and how the providers behave. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import { axe, openDemoSite, screenshots, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openDemoSite();
}, 300_000);
afterAll(() => site.close());

test('whoever opens the demo is signed in, and can be somebody else, or support', async () => {
  const { page, troubles } = await site.visit('/');
  const heading = page.getByRole('heading', { level: 2 });
  await page.getByRole('heading', { level: 3 }).first().getByText('This device').waitFor();
  expect(await heading.innerText()).toBe('Where you’re signed in');
  await page.screenshot({ path: `${screenshots}/demo.png` });

  await page.getByRole('combobox', { name: 'Signed in as' }).selectOption(cast.busy);
  await page
    .getByRole('main')
    .getByText(/^\d{3} sign-ins/)
    .first()
    .waitFor();
  expect(page.url()).toContain(`person=${cast.busy}`);
  expect(await heading.innerText()).toBe('Where you’re signed in');

  await page.getByRole('combobox', { name: 'You are' }).selectOption('support');
  await page.getByRole('heading', { level: 2, name: /Where .Tomas Verbruggen. is signed in/ }).waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 2, name: /Where .Tomas Verbruggen. is signed in/ }).waitFor();
  expect(await page.getByText('This device').count()).toBe(0);
  expect(troubles).toEqual([]);
});

test('somebody without a session of which a token could speak is signed in all the same', async () => {
  const { page } = await site.visit(`/?person=${cast.unverified}`);
  await page.getByRole('heading', { level: 2, name: 'Where you’re signed in' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('a provider can be made to fail, and to work again', async () => {
  const { page, troubles } = await site.visit('/');
  await page.getByText('Make a provider fail').click();
  await page.getByRole('combobox', { name: 'Zendesk' }).selectOption('down');
  await page.getByRole('region', { name: 'What is missing' }).waitFor();
  expect(site.demo.emulators.support.fault).toEqual({ kind: 'down' });
  expect(await axe(page)).toEqual([]);
  await page.screenshot({ path: `${screenshots}/demo-faults.png` });
  await page.getByRole('combobox', { name: 'Zendesk' }).selectOption('ok');
  await page.getByRole('region', { name: 'What is missing' }).waitFor({ state: 'detached' });
  expect(troubles).toEqual([]);
});
