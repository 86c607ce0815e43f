import { createContext, useContext } from 'react';
import { type Client, createClient } from './client.ts';

export const ClientContext = createContext<Client>(
  createClient({ endpoint: '', getToken: () => null, trustedDocuments: false }),
);

export const useClient = () => useContext(ClientContext);
