/** What the server tells the page in the demo. */

/** Somebody of the made-up company whom the demo lets be looked at. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  /** Why they are worth a look; null for everybody else. */
  readonly note: string | null;
}

export interface DemoSettings {
  readonly people: readonly DemoPerson[];
}
