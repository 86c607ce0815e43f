/** `sessiongraph check`: tries everything that a configuration names, without changing anything. */
import { type Config, loadConfig } from '../../config/config.ts';
import { openProviders } from '../../server/open-providers.ts';
import { createLog } from '../../server/watch/log.ts';
import { watchFaults } from '../lifetime.ts';
import { checkAudit } from './audit-file.ts';
import { type Finding, isWell, writeFindings } from './finding.ts';
import { checkIssuers } from './issuers.ts';
import { checkPerson } from './person.ts';
import { checkProviders } from './providers.ts';
import { checkStore } from './store.ts';

export interface CheckCommand {
  readonly config?: string;
  /** Whose accounts to look for, instead of everything else. */
  readonly user?: string;
  readonly json: boolean;
}

/** Prints what works and what does not. @returns whether all of it works. */
export async function check({ config: named, user, json }: CheckCommand): Promise<boolean> {
  watchFaults(createLog());
  const config = await loadConfig({ named, directory: process.cwd() });
  const findings = (await find(config, user)).map(withName(config));
  const ok = isWell(findings);
  process.stdout.write(json ? `${JSON.stringify({ ok, findings }, null, 2)}\n` : writeFindings(findings));
  return ok;
}

async function find(config: Config, user: string | undefined): Promise<readonly Finding[]> {
  const opened = openProviders(config.providers, Date.now);
  try {
    if (user !== undefined) return await checkPerson(opened.providers, user);
    const all = await Promise.all([
      checkProviders(opened.providers),
      checkIssuers(config.auth?.jwt ?? []),
      checkAudit(config.audit),
      checkStore(config.store),
    ]);
    return all.flat();
  } finally {
    await opened.close();
  }
}

/** Beside the id of a provider, what people call it. */
function withName({ providers }: Config): (finding: Finding) => Finding {
  const names = new Map(providers.map(({ id, name }) => [`${id}`, name]));
  return (finding) => {
    const name = names.get(finding.id);
    return name === undefined ? finding : { ...finding, name };
  };
}
