import { auditServer } from 'graphql-http';

/**
 * Runs the GraphQL-over-HTTP audits against a running server.
 * @param url of its GraphQL endpoint.
 * @returns how many audits ran, and what each that was no success says: "MUST … (id): reason".
 */
export async function audit(
  url: string,
): Promise<{ readonly count: number; readonly findings: readonly string[] }> {
  const results = await auditServer({ url, fetchFn: fetchAsked });
  const findings: string[] = [];
  for (const result of results) {
    if (result.status === 'ok') continue;
    findings.push(`${result.status} ${result.name} (${result.id}): ${result.reason}`);
  }
  return { count: results.length, findings };
}

/** Without a header that browsers ask for first, no GET is answered. */
function fetchAsked(address: string, init?: RequestInit): Promise<Response> {
  return fetch(address, { ...init, headers: { ...init?.headers, 'x-graphql-csrf': '1' } });
}
