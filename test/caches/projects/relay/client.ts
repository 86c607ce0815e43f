import { Network } from 'relay-runtime';
import { relayEnvironment } from './relay.ts';

export const createClient = (url: string, getToken: () => string) =>
  relayEnvironment(
    Network.create(async ({ id }, variables) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${getToken()}` },
        body: JSON.stringify({ documentId: id, variables }),
      });
      return response.json();
    }),
  );
