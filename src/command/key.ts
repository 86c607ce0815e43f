import { hashApiKey, makeApiKey } from '../server/identity/api-keys.ts';
import type { Scope } from '../sessions/scope.ts';

export interface KeyCommand {
  readonly keyName: string;
  readonly scopes: readonly Scope[];
}

/** Makes a key for a service and prints it, once, with the entry that lets it in. Nothing keeps it. */
export function key({ keyName, scopes }: KeyCommand): void {
  const text = makeApiKey();
  process.stdout.write(`${text}

Give this key to the service; it is not shown again. Put this into the configuration:

auth:
  apiKeys:
    - name: ${JSON.stringify(keyName)}
      sha256: "${hashApiKey(text)}"
      scopes: [${scopes.join(', ')}]
`);
  if (scopes.length === 0)
    process.stdout.write('\nWithout scopes it may do nothing; name them by --scopes.\n');
}
