import type { Client } from '@urql/core';
import { graphql } from './gql/gql.ts';

const Devices = graphql(`
  query Devices($first: Int!) {
    viewer {
      id
      sessions(first: $first) {
        nodes {
          id
          displayName
          isCurrent
          provider {
            id
            name
          }
        }
        providerReports {
          status
          message
        }
      }
    }
  }
`);

/** The names of the viewer's sessions. */
export async function devices(client: Client): Promise<readonly string[]> {
  const { data, error } = await client.query(Devices, { first: 10 }).toPromise();
  if (error) throw error;
  return data?.viewer?.sessions?.nodes.flatMap((session) => session?.displayName ?? []) ?? [];
}
