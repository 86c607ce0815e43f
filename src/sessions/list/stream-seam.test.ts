import { expect, test } from 'vitest';
import { askThe, operator } from '../../../test/support/asking.ts';
import { seamClientSession, seamId, seamWorld } from '../../demo/seam/build.ts';
import { closeAfterEach, openSeam, startOfTests } from '../../providers/seam/testing.ts';

closeAfterEach();

test('a list that a provider gives only whole is read once, however many pages are looked through', async () => {
  const { emulator, provider } = await openSeam(
    seamWorld({
      clientSessions: Array.from({ length: 450 }, (_, index) =>
        seamClientSession({
          id: seamId(9, index),
          createdAt: startOfTests - index,
          userIdentifierKey: `key${index}`,
        }),
      ),
    }),
  );
  emulator.clearCalls();
  const { edges, pageInfo } = await askThe([provider])
    .as(operator)
    .sessions({ filter: { text: 'key44' }, page: { first: 50 } });
  expect(edges).toHaveLength(11);
  expect(pageInfo.hasNextPage).toBe(false);
  expect(emulator.calls).toHaveLength(1);
});
