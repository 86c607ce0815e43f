import { Environment, type INetwork, RecordSource, Store } from 'relay-runtime';

/** Ids are unique among nodes. Providers and people have the ids that you gave them, and may have the same. */
const nodes = new Set(['Session', 'Device', 'ClientSession']);

export const relayEnvironment = (network: INetwork) =>
  new Environment({
    network,
    store: new Store(new RecordSource()),
    getDataID: ({ id }: { id?: string }, type: string) =>
      id === undefined || nodes.has(type) ? id : `${type}:${id}`,
  });
