/** What the audit says of who changed what, over HTTP. */
import { expect, test } from 'vitest';
import { cast } from '../src/demo/company/directory.ts';
import { serverForTest, type Answer } from './support/server.ts';

const offboard = `mutation Offboard($id: ID!) { revokeUserSessions(input: { user: { id: $id }, reason: POLICY, note: "Left" }) {
  results { id outcome } userErrors { code } } }`;

test('a change is recorded before and after, by the name its document has', async () => {
  const server = await serverForTest();
  const { data } = await server.ask(offboard, { id: cast.ordinary });
  const { results, userErrors } = data.revokeUserSessions;
  expect(userErrors).toEqual([]);
  expect(new Set(results.map(({ outcome }: { outcome: string }) => outcome))).toEqual(new Set(['REVOKED']));

  const records: Answer[] = (await server.audited()).map((line) => JSON.parse(line));
  expect(records.map(({ phase }) => phase)).toEqual(['intent', 'outcome']);
  for (const record of records) {
    expect(record).toMatchObject({
      change: 'revokeUserSessions',
      actor: 'anyone',
      address: '127.0.0.1',
      operationName: 'Offboard',
      reason: 'POLICY',
      note: 'Left',
      subjectUser: cast.ordinary,
    });
    expect(record.sessions.map(({ sessionId }: { sessionId: string }) => sessionId)).toEqual(
      results.map(({ id }: { id: string }) => id),
    );
  }
  const after = await server.ask(
    `query ($id: ID!) { sessions(filter: { userIds: [$id], states: [ACTIVE, PENDING] }) { nodes { id } } }`,
    { id: cast.ordinary },
  );
  expect(after.data.sessions.nodes).toEqual([]);
});
