/** The list of all sessions of a Zendesk account, by cursors. Argument: how many there are. */
import { jsonAnswer, serveUpstream } from './server.ts';

const total = Number(process.argv[2]);
const since = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000).toISOString();

serveUpstream(
  (target) => {
    const { searchParams } = new URL(target, 'http://upstream');
    const size = Number(searchParams.get('page[size]'));
    const first = Number(searchParams.get('page[after]') ?? 0);
    const next = Math.min(total, first + size);
    const sessions = Array.from({ length: next - first }, (_, index) => {
      const id = first + index + 1;
      return `{"id":${id},"user_id":${100_000_000 + (id % 50_000)},"authenticated_at":"${since}","last_seen_at":"${since}","url":"https://bench.zendesk.com/api/v2/users/${id}/sessions/${id}.json"}`;
    });
    return jsonAnswer(
      `{"sessions":[${sessions.join(',')}],"meta":{"has_more":${next < total},"after_cursor":"${next}","before_cursor":"${first}"}}`,
    );
  },
  { latencyMs: 0 },
);
