/** Equal changes that are under way at the same time are one: however many ask, the provider is told once. */
export type SingleFlight = <Value>(key: string, change: () => Promise<Value>) => Promise<Value>;

/** A key must name the kind of change with all its input, so that what shares it has the same type and meaning. */
export function createSingleFlight(): SingleFlight {
  const underWay = new Map<string, Promise<unknown>>();
  return <Value>(key: string, change: () => Promise<Value>): Promise<Value> => {
    const shared = underWay.get(key) as Promise<Value> | undefined;
    if (shared !== undefined) return shared;
    const started = change().finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  };
}
