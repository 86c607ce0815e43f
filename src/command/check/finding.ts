/** What `sessiongraph check` found out, as data; `writeFindings` makes lines of it. */

export interface Finding {
  readonly about: 'provider' | 'issuer' | 'audit' | 'store' | 'person';
  /** Which one: a provider's id, an issuer, a file. */
  readonly id: string;
  /** What people call the provider, where the configuration says so. */
  readonly name?: string;
  /** `none`: a person has no account there. Only `failed` is for the operator to put right. */
  readonly state: 'ok' | 'none' | 'failed';
  /** What works, or what does not and what to change. */
  readonly message: string;
}

/** A line for each finding, those of one thing under one name. */
export function writeFindings(findings: readonly Finding[]): string {
  const width = Math.max(0, ...findings.map((finding) => title(finding).length));
  return findings
    .map((finding) => `${marks[finding.state]} ${title(finding).padEnd(width)}  ${finding.message}\n`)
    .join('');
}

function title({ id, name }: Finding): string {
  return name === undefined ? id : `${id} (${name})`;
}

const marks = { ok: 'ok  ', none: 'none', failed: 'FAIL' } as const;

export function isWell(findings: readonly Finding[]): boolean {
  return findings.every(({ state }) => state !== 'failed');
}
