import { expect, onTestFinished, test } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import { run } from '../command.ts';

test('the demo shows the page that the install built, with its people', async () => {
  const demo = run(['demo', '--port', '0']);
  onTestFinished(() => void demo.process.kill('SIGKILL'));
  const url = new URL('/', await demo.listening);
  const response = await fetch(url, { headers: { accept: 'text/html' } });
  // Where GraphiQL answers instead, the page is not built: `node tools/build-page.js` tells why.
  expect(response.url).toBe(url.href);
  expect(await response.text()).toContain(`{"demo":{"people":[{"id":"${cast.ordinary}"`);
});
