import { InMemoryCache } from '@apollo/client';

/** Things with no id of their own: what is asked of them later is added to what is known. */
const parts = `Account Actor ClerkSession DeviceClient Location OperatingSystem ProviderCapabilities
  RocketChatSession ZendeskSession`.split(/\s+/);

export const apolloCache = () =>
  new InMemoryCache({
    possibleTypes: {
      Node: ['Session', 'Device', 'ClientSession'],
      SessionDetails: ['ClerkSession', 'RocketChatSession', 'ZendeskSession', 'ClientSession'],
    },
    typePolicies: Object.fromEntries(parts.map((type) => [type, { merge: true }])),
  });
