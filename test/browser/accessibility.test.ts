import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import { axe, openSite, screenshots, type Site, type Visit } from './site.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, 300_000);
afterAll(() => site.close());

const phone = { width: 390, height: 844 };
const desktop = { width: 1280, height: 900 };

describe.for([
  { name: 'desktop, light', viewport: desktop, colorScheme: 'light' },
  { name: 'desktop, dark', viewport: desktop, colorScheme: 'dark' },
  { name: 'phone, light', viewport: phone, colorScheme: 'light' },
  { name: 'phone, dark', viewport: phone, colorScheme: 'dark' },
] as const)('$name', ({ name, viewport, colorScheme }) => {
  async function lookAt(person: string): Promise<Visit> {
    const visit = await site.visit(`/?person=${person}&as=support`, { viewport, colorScheme });
    await visit.page.locator('.sign-in').first().waitFor();
    return visit;
  }

  test('axe finds nothing on the list, and it fits the width', async () => {
    const { page } = await lookAt(cast.impersonated);
    await page.screenshot({ path: `${screenshots}/list, ${name}.png`, fullPage: true });
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
  });

  test('axe finds nothing in the steps of signing out, nor beside a provider that is down', async () => {
    const { page } = await lookAt(cast.busy);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Sign out others…' }).click();
    await dialog.getByRole('checkbox').first().check();
    await page.screenshot({ path: `${screenshots}/choose, ${name}.png` });
    expect(await axe(page)).toEqual([]);
    const { locks } = site.demo.emulators;
    locks.fault = { kind: 'down' };
    await dialog.getByRole('button', { name: 'Keep 1, go on' }).click();
    await dialog.getByText('Seam (locks) did not answer').waitFor();
    await page.screenshot({ path: `${screenshots}/confirm, ${name}.png` });
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('Seam (locks) did not answer.').first().waitFor();
    expect(await axe(page)).toEqual([]);
    locks.fault = { kind: 'ok' };
  });
});
