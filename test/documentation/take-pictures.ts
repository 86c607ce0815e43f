/** Takes the pictures of the documentation anew: `npm run pictures`. Look at them before they are committed. */
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, test } from 'vitest';
import { openDemoSite, type Site } from '../browser/site.ts';
import { hashOfPictured, pictures, type pictureNames } from './pictured.ts';

let site: Site;
beforeAll(async () => {
  site = await openDemoSite();
}, 300_000);
afterAll(() => site.close());

const pathOf = (name: (typeof pictureNames)[number]) => new URL(name, pictures).pathname;

test('the devices page, as everybody sees it first', async () => {
  const { page } = await site.visit('/', { viewport: { width: 1000, height: 860 } });
  await page.getByText('This device').first().waitFor();
  await page.screenshot({ path: pathOf('devices-page.png') });
});

test('the devices page while a provider is down', async () => {
  site.demo.emulators.support.fault = { kind: 'down' };
  const { page } = await site.visit('/', { viewport: { width: 1000, height: 860 } });
  await page.getByRole('region', { name: 'What is missing' }).waitFor();
  await page.screenshot({ path: pathOf('provider-down.png') });
  site.demo.emulators.support.fault = { kind: 'ok' };
});

test('GraphiQL with an answer', async () => {
  const { page } = await site.visit('/graphql', { viewport: { width: 1300, height: 820 } });
  await page.locator('.result-window').getByText('"data"').waitFor();
  await page.screenshot({ path: pathOf('graphiql.png') });
});

test('what they show is noted', async () => {
  await writeFile(pictures, `${JSON.stringify({ sources: await hashOfPictured() }, null, 2)}\n`);
});
