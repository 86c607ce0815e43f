/** What the server tells the page in the demo. */

/** Somebody of the made-up company whom the page can be signed in as. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  /** Why they are worth a look; null for everybody else. */
  readonly note: string | null;
}

/** A provider that can be made to fail. */
export interface DemoProvider {
  readonly id: string;
  readonly name: string;
}

export interface DemoSettings {
  readonly people: readonly [DemoPerson, ...DemoPerson[]];
  readonly providers: readonly DemoProvider[];
}
