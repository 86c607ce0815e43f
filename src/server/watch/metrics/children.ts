/** A metric of prom-client; its children count for one set of label values each. */
interface Labelled<Child> {
  labels(...values: string[]): Child;
}

/** Those whose first label values are known so far. */
interface Branch<Child> {
  child: Child | undefined;
  readonly further: Map<string, Branch<Child>>;
}

/** The children of a metric by their label values, in the metric's order, each made when it is first needed: making one costs more than using it. */
export function childrenOf<Child>(metric: Labelled<Child>): (...values: string[]) => Child {
  const root: Branch<Child> = { child: undefined, further: new Map() };
  return (...values) => {
    let branch = root;
    for (const value of values) {
      let next = branch.further.get(value);
      if (next === undefined) branch.further.set(value, (next = { child: undefined, further: new Map() }));
      branch = next;
    }
    return (branch.child ??= metric.labels(...values));
  };
}
