/** What the page is told from outside: by the server in its settings block, and by whoever opens it in the address. */

/** Somebody whom the demo lets be looked at. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  /** Why they are worth a look; null for everybody else. */
  readonly note: string | null;
}

export interface Settings {
  /** Null outside the demo. */
  readonly people: readonly DemoPerson[] | null;
  /** The signed-in person's token; null where there is none. In your own page, ask your sign-in library instead. */
  readonly token: string | null;
}

export function readSettings(): Settings {
  const block = document.querySelector('#settings')?.textContent ?? 'null';
  const told = JSON.parse(block) as { readonly people: readonly DemoPerson[] } | null;
  return { people: told?.people ?? null, token: takeToken() };
}

/** A token comes behind the `#`, which no server or log sees, and is gone from the address at once. */
function takeToken(): string | null {
  const { hash, pathname, search } = window.location;
  const token = new URLSearchParams(hash.slice(1)).get('token');
  if (token !== null) window.history.replaceState(null, '', pathname + search);
  return token;
}
