/** Joins equal changes that are under way at the same time: however many ask, the provider is told once. */
export type Join = <Value>(key: string, change: () => Promise<Value>) => Promise<Value>;

/** A key must name the kind of change with all its input, so that what is joined has the same type and meaning. */
export function createJoin(): Join {
  const underWay = new Map<string, Promise<unknown>>();
  return <Value>(key: string, change: () => Promise<Value>): Promise<Value> => {
    const joined = underWay.get(key) as Promise<Value> | undefined;
    if (joined !== undefined) return joined;
    const started = change().finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  };
}
