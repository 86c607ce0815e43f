import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import { axe, openDemoSite, readable, screenshots, type Site } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openDemoSite();
}, 300_000);
afterAll(() => site.close());

const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 900 };
const widthOf = (page: Page) => page.evaluate('document.documentElement.scrollWidth');

/** Longer than any screen, with nothing to break at; the second is written from right to left. */
const long = 'Überwachungskameraverwaltung'.repeat(20);
const rightToLeft = 'شركة لاركفيلد (chat) '.repeat(3).trim();

test('names of any length and direction stay in their place, at any width', async () => {
  const { page } = await site.visit('/?as=support', { viewport: phone });
  await page.route('**/graphql', async (route) => {
    const response = await route.fetch();
    const body = (await response.text())
      .replaceAll('"Clerk"', JSON.stringify(long))
      .replaceAll('"Macintosh"', `"${long}"`)
      .replaceAll('"Rocket.Chat"', JSON.stringify(rightToLeft));
    await route.fulfill({ response, body });
  });
  await page.getByRole('combobox', { name: /^Looking at/ }).selectOption(cast.idle[0]);
  await page.getByRole('combobox', { name: /^Looking at/ }).selectOption(cast.ordinary);
  await page.getByText(rightToLeft).first().waitFor();
  for (const opener of await page.getByRole('button', { name: /^Details/ }).all()) await opener.click();
  await page.screenshot({ path: `${screenshots}/long names.png`, fullPage: true });
  expect(await widthOf(page)).toBe(phone.width);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page
    .getByRole('dialog')
    .getByText(/will end:/)
    .waitFor();
  await page.screenshot({ path: `${screenshots}/long names, confirm.png` });
  const dialog = page.getByRole('dialog');
  expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await page.keyboard.press('Escape');
  // 1280 pixels at 200 %.
  await page.setViewportSize({ width: 640, height: 450 });
  expect(await widthOf(page)).toBe(640);
});

test('who wants no motion gets none, and on paper there is the list and nothing to press', async () => {
  const { page } = await site.visit(`/?person=${cast.ordinary}&as=support`, { reducedMotion: 'reduce' });
  await page.locator('.sg-rows').waitFor();
  expect(await page.evaluate('document.getAnimations().length')).toBe(0);
  await page.getByRole('heading', { level: 3 }).first().waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.sessiongraph-devices').getByRole('button').count()).toBe(0);
  expect(await page.locator('.sg-row').first().isVisible()).toBe(true);
});

test('the element speaks German and Arabic, in a page whose style does not reach it', async () => {
  const { page, troubles } = await site.visit('/example', { viewport: phone });
  const shown = page.locator('sessiongraph-devices .sessiongraph-devices');
  await page.getByText('6 sign-ins at 4 services').first().waitFor();
  expect(
    await page
      .locator('.sg-button')
      .first()
      .evaluate((button) => getComputedStyle(button).margin),
  ).toBe('0px');

  await page.getByLabel('Language').selectOption('de');
  await page.getByText('6 Anmeldungen bei 4 Diensten').first().waitFor();
  await page
    .getByRole('button', { name: /^Details/ })
    .first()
    .click();
  const german = await readable(shown);
  expect(german).toMatch(/Aktiv vor \d+ Minuten\nAngemeldet vor 3 Wochen/);
  expect(german).toMatch(/Lissabon|Lisbon, Portugal/);
  expect(german).not.toMatch(/Sign|Last|Signed|Details of|at least|services/);
  await page.screenshot({ path: `${screenshots}/german.png`, fullPage: true });

  await page.getByLabel('Language').selectOption('ar');
  await page.getByText('6 عمليات دخول في 4 خدمات').first().waitFor();
  expect([await shown.getAttribute('dir'), await shown.getAttribute('lang')]).toEqual(['rtl', 'ar']);
  await page.screenshot({ path: `${screenshots}/arabic.png`, fullPage: true });
  expect(await axe(page)).toEqual([]);
  expect(await widthOf(page)).toBe(phone.width);
  await page.getByRole('button', { name: 'تسجيل الخروج من كل الأجهزة الأخرى' }).click();
  await page
    .getByRole('dialog')
    .getByText(/ستنتهي/)
    .waitFor();
  await page.screenshot({ path: `${screenshots}/arabic, confirm.png` });
  // The page is asked before anything is ended, and says no.
  page.once('dialog', (asked) => void asked.dismiss());
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^إنهاء/ })
    .click();
  await page.getByText('لم تؤكد هويتك').waitFor();

  await page.getByLabel('Theme').selectOption('forest');
  await page.setViewportSize(desktop);
  await page.screenshot({ path: `${screenshots}/arabic, theme.png`, fullPage: true });
  expect(troubles).toEqual([]);
});

// At the end: a provider that was down is left alone for a moment.
describe.for([
  { name: 'desktop, light', viewport: desktop, colorScheme: 'light' },
  { name: 'desktop, dark', viewport: desktop, colorScheme: 'dark' },
  { name: 'phone, light', viewport: phone, colorScheme: 'light' },
  { name: 'phone, dark', viewport: phone, colorScheme: 'dark' },
] as const)('$name', ({ name, viewport, colorScheme }) => {
  test('axe finds nothing on the list, its details, the question before ending, nor beside a service that is down', async () => {
    const { page } = await site.visit(`/?person=${cast.impersonated}&as=support`, { viewport, colorScheme });
    await page.getByText('Somebody else is using this account').waitFor();
    await page
      .getByRole('button', { name: /^Details/ })
      .first()
      .click();
    await page.screenshot({ path: `${screenshots}/list, ${name}.png`, fullPage: true });
    expect(await axe(page)).toEqual([]);
    expect(await widthOf(page)).toBe(viewport.width);

    await page.getByRole('combobox', { name: /^Looking at/ }).selectOption(cast.busy);
    await page.getByRole('button', { name: 'Select' }).click();
    await page.getByRole('checkbox').first().check();
    const { locks } = site.demo.emulators;
    locks.fault = { kind: 'down' };
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText(/Seam.? did not answer\./).waitFor();
    await page.screenshot({ path: `${screenshots}/selection, ${name}.png` });
    expect(await axe(page)).toEqual([]);
    expect(await widthOf(page)).toBe(viewport.width);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page
      .getByRole('dialog')
      .getByText(/will end:/)
      .waitFor();
    await page.screenshot({ path: `${screenshots}/confirm, ${name}.png` });
    expect(await axe(page)).toEqual([]);
    locks.fault = { kind: 'ok' };
  });
});
