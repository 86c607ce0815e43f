/** Where a person is signed in, and how they sign out, as a React component. */
import { useMemo } from 'react';
import { createClient } from './graphql/client.ts';
import { ClientContext } from './graphql/use-client.ts';
import { userSubject, viewerSubject } from './subject.ts';
import { Announcer } from './ui/announcer.tsx';
import { DeviceList } from './ui/devices.tsx';

export interface DevicesProps {
  /** Address of the GraphQL endpoint: absolute, or relative to the page. */
  readonly endpoint: string;
  /** The signed-in person's token, asked for with each request. */
  readonly getToken?: () => Promise<string | null> | string | null;
  /** For support, with a token that may read anybody's sessions: shows this person instead of the viewer. */
  readonly userId?: string | undefined;
  /** What that person is called. */
  readonly userName?: string | undefined;
  /** Sends document ids instead of texts, for a server with `trustedDocuments.only`. */
  readonly trustedDocuments?: boolean;
}

const noToken = () => null;

export function Devices({
  endpoint,
  getToken = noToken,
  userId,
  userName,
  trustedDocuments = false,
}: DevicesProps) {
  const client = useMemo(
    () => createClient({ endpoint, getToken, trustedDocuments }),
    [endpoint, getToken, trustedDocuments],
  );
  const subject = useMemo(
    () => (userId === undefined ? viewerSubject : userSubject(userId, userName ?? userId)),
    [userId, userName],
  );
  return (
    <ClientContext.Provider value={client}>
      <Announcer>
        <DeviceList key={subject.key} subject={subject} />
      </Announcer>
    </ClientContext.Provider>
  );
}
