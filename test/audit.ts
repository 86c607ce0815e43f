import { auditServer } from 'graphql-http';
import { acceptBy, type Door } from './support/doors.ts';

/**
 * Runs the GraphQL-over-HTTP audits against a running server.
 * @param url of its GraphQL endpoint.
 * @param door by which the POSTs are answered.
 * @returns how many audits ran, and what each that was no success says: "MUST … (id): reason".
 */
export async function audit(
  url: string,
  door: Door,
): Promise<{ readonly count: number; readonly findings: readonly string[] }> {
  const results = await auditServer({ url, fetchFn: fetchBy(door) });
  const findings: string[] = [];
  for (const result of results) {
    if (result.status === 'ok') continue;
    findings.push(`${result.status} ${result.name} (${result.id}): ${result.reason}`);
  }
  return { count: results.length, findings };
}

function fetchBy(door: Door) {
  return (address: string, init?: RequestInit): Promise<Response> => {
    const headers = new Headers(init?.headers);
    // Without a header that browsers ask for first, no GET is answered.
    headers.set('x-graphql-csrf', '1');
    headers.set('accept', acceptBy(door, headers.get('accept') ?? '*/*'));
    return fetch(address, { ...init, headers });
  };
}
