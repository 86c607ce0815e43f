/** What a search for several things found. */
export interface Found<Value> {
  /** By what was asked for; what was not found is missing. */
  readonly found: ReadonlyMap<string, Value>;
  /** Rows that could not be read and are left out. While there are any, what is missing here may be there all the same. */
  readonly brokenRows: number;
}
