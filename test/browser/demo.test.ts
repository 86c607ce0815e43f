import { expect, onTestFinished, test } from 'vitest';
import { cast } from '../../src/demo/company.ts';
import { run } from '../command.ts';

test('the demo shows the page that the install built, and signs it in as anybody of its company', async () => {
  const demo = run(['demo', '--port', '0']);
  onTestFinished(() => void demo.process.kill('SIGKILL'));
  const endpoint = await demo.listening;
  const url = new URL('/', endpoint);
  const response = await fetch(url, { headers: { accept: 'text/html' } });
  // Where GraphiQL answers instead, the page is not built: `node tools/build-page.js` tells why.
  expect(response.url).toBe(url.href);
  expect(await response.text()).toContain(`{"demo":{"people":[{"id":"${cast.ordinary}"`);

  const ask = async (who: string) => {
    const given = await fetch(new URL(`/demo/tokens/${who}`, endpoint));
    const { token } = (await given.json()) as { readonly token: string };
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query: '{ permissions viewer { id sessions(filter: { isCurrent: true }) { totalCount } } }',
      }),
    });
    return answer.json();
  };
  expect(await ask(cast.ordinary)).toMatchObject({
    data: { permissions: [], viewer: { id: cast.ordinary, sessions: { totalCount: 1 } } },
  });
  expect(await ask('support')).toMatchObject({
    data: {
      permissions: ['SESSIONS_READ_ANY', 'SESSIONS_REVOKE_ANY', 'USERS_READ_ANY'],
      viewer: { id: cast.impersonator },
    },
  });
  expect((await fetch(new URL('/demo/tokens/nobody', endpoint))).status).toBe(404);
  const fromElsewhere = { headers: { origin: 'https://evil.example' } };
  expect((await fetch(new URL(`/demo/tokens/${cast.ordinary}`, endpoint), fromElsewhere)).status).toBe(403);
});
