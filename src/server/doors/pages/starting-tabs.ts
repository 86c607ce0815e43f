/** GraphiQL's tabs over providers of one's own: no data of anybody's in them, and none that changes anything. */
import type { GraphiqlTab } from './graphiql.ts';

/** @param asksForKey whether the page has a field for a key or token, which the first tab then points to. */
export function startingTabs(asksForKey: boolean): readonly GraphiqlTab[] {
  const first = asksForKey ? putKey : nobodySignsIn;
  return [{ query: `${greeting}#\n${first}${welcome}` }, ...others];
}

// Comments have at most 48 columns: what shows of a line where the window is 1280 pixels wide.
const greeting = `# sessiongraph: where people are signed in, at
# all your providers, as one list.
`;

const putKey = `# Put an API key, or the token of a person, into
# the field above. Then press the button, or
# Ctrl-Enter: this tells who you are here.
`;

const nobodySignsIn = `# Nobody has to sign in here, so you may do
# everything. Press the button, or Ctrl-Enter.
`;

const welcome = `query Welcome {
  # The person whose token it is; null for a key.
  viewer {
    id
  }
  # What you may do beyond your own sessions.
  permissions
  providers {
    id
    name
    kind
    capabilities {
      listsAllSessions
      endsSessions
    }
  }
}
`;

const mySessions = `# What a frontend asks for the person who is
# signed in. It takes their token; with an API key
# \`viewer\` is null.
query MySessions {
  viewer {
    id
    sessions(first: 20) {
      nodes {
        id
        displayName
        provider {
          name
        }
        lastActiveAt
        isCurrent
        viewerCanRevoke
      }
      providerReports {
        provider {
          name
        }
        status
        message
      }
    }
  }
}
`;

const onePerson = `# What support asks: one person at all providers.
#
# Put an id of your directory into the variables
# below. Or { "by": { "email": "…" } }, for a
# verified address. For others than yourself it
# takes the scope sessions:read:any.
query OnePerson($by: UserBy!) {
  user(by: $by) {
    id
    # Where they were found.
    accounts {
      provider {
        name
      }
      nativeId
    }
    # And why not, elsewhere.
    accountReports {
      provider {
        name
      }
      status
      message
      # For whoever runs the server.
      operatorMessage
    }
    sessions(first: 20) {
      nodes {
        id
        displayName
        provider {
          name
        }
        state
        lastActiveAt
        ipAddress
      }
    }
  }
}
`;

const everybody = `# Everybody's sessions, page by page: copy
# \`endCursor\` into \`after\` to go on. It takes the
# scope sessions:read:any.
query Everybody(
  $filter: SessionFilter
  $after: String
) {
  sessions(filter: $filter, first: 20, after: $after) {
    nodes {
      id
      displayName
      user {
        id
      }
      provider {
        name
      }
      lastActiveAt
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    # Who did not answer, or has no such list.
    providerReports {
      provider {
        name
      }
      status
      complete
      message
      operatorMessage
    }
  }
}
`;

const preview = `# A preview, which revokes nothing: what signing a
# person out everywhere would revoke. Put their id
# into the variables below.
#
# With \`dryRun\` set to false it is done, and
# cannot be undone.
mutation PreviewSignOutEverywhere(
  $input: RevokeUserSessionsInput!
) {
  revokeUserSessions(input: $input) {
    processedCount
    results {
      session {
        displayName
      }
      provider {
        name
      }
      outcome
      message
    }
    userErrors {
      code
      message
    }
  }
}
`;

const others: readonly GraphiqlTab[] = [
  { query: mySessions },
  { query: onePerson, variables: json({ by: { id: '' } }) },
  { query: everybody, variables: json({ filter: {}, after: null }) },
  { query: preview, variables: json({ input: { user: { id: '' }, dryRun: true } }) },
];

function json(variables: object): string {
  return JSON.stringify(variables, null, 2);
}
