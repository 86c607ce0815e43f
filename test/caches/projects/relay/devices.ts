import { type Environment, fetchQuery, graphql } from 'relay-runtime';
import type { devicesQuery } from './__generated__/devicesQuery.graphql.ts';

const query = graphql`
  query devicesQuery($first: Int!) {
    viewer {
      sessions(first: $first) {
        nodes {
          id
          displayName
          isCurrent
          provider {
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
`;

/** The names of the viewer's sessions. */
export async function devices(environment: Environment): Promise<readonly string[]> {
  const data = await fetchQuery<devicesQuery>(environment, query, { first: 10 }).toPromise();
  return data?.viewer?.sessions?.nodes.flatMap((session) => session?.displayName ?? []) ?? [];
}
