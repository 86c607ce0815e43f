/** Whose devices are shown and to whom. It stands in the address, so that what is shown can be linked to. */
import type { DemoPerson, DemoSettings } from './settings.ts';

export interface View {
  readonly person: DemoPerson;
  /** Support looks at the person's devices; else the person does, signed in. */
  readonly isSupport: boolean;
}

export function viewInAddress({ people }: Pick<DemoSettings, 'people'>): View {
  const address = new URLSearchParams(window.location.search);
  const person = people.find(({ id }) => id === address.get('person')) ?? people[0];
  return { person, isSupport: address.get('as') === 'support' };
}

export function putInAddress({ person, isSupport }: View): void {
  const address = new URLSearchParams({ person: person.id, ...(isSupport ? { as: 'support' } : {}) });
  window.history.replaceState(null, '', `?${address}`);
}

/** Signs in once, as often as the token is asked for. */
export function signIn({ person, isSupport }: View): () => Promise<string | null> {
  let token: Promise<string | null> | undefined;
  return () => (token ??= tokenOf(isSupport ? 'support' : person.id));
}

async function tokenOf(who: string): Promise<string | null> {
  const response = await fetch(`demo/tokens/${encodeURIComponent(who)}`);
  const { token } = (await response.json()) as { readonly token?: string };
  return token ?? null;
}
