/** For `crash.test.ts`: a process of its own that signs people out everywhere, until it is done or killed. */
import { createAudit } from '../../src/sessions/audit/audit.ts';
import { fileSink } from '../../src/sessions/audit/file-sink.ts';
import { createRequestContext } from '../../src/sessions/request-context.ts';
import { revokeUserSessions } from '../../src/sessions/revoke/revoke-user-sessions.ts';
import { createSessionsService } from '../../src/sessions/service.ts';
import { operator, originOf } from '../support/asking.ts';
import { openFourProviders, type ProviderUrls } from '../support/four-providers.ts';
import { createMemoryStore } from '../../src/store/memory.ts';

const [, , urls = '', auditPath = '', people = ''] = process.argv;

const { providers, close } = openFourProviders(JSON.parse(urls) as ProviderUrls, Date.now);
const fail = (error: unknown) => {
  throw error;
};
const sink = await fileSink(auditPath);
const audit = createAudit({ sink, onFailure: 'refuse', now: Date.now, onError: fail });
const service = createSessionsService({
  providers,
  audit,
  now: Date.now,
  onFault: fail,
  store: createMemoryStore(Date.now),
});

await Promise.all(
  people.split(' ').map((id) =>
    revokeUserSessions(createRequestContext(service, originOf(operator), new AbortController().signal), {
      user: { id },
    }),
  ),
);
await sink.close();
await close();
