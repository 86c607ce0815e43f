import type { ApolloClient } from '@apollo/client';
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
export async function devices(client: ApolloClient): Promise<readonly string[]> {
  const { data } = await client.query({ query: Devices, variables: { first: 10 } });
  return data?.viewer?.sessions?.nodes.flatMap((session) => session?.displayName ?? []) ?? [];
}
