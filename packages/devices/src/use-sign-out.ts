/** The steps of signing out: choose what to keep, see what will end, confirm, see what became of it, try again. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { AskingFailed } from './graphql/client.ts';
import { useClient } from './graphql/use-client.ts';
import type { SessionRowFragment } from './graphql/generated/graphql.ts';
import { type Change, signOut, type Wanted } from './sign-out.ts';

/** What somebody pressed. */
export type Intent =
  | { readonly kind: 'one'; readonly session: SessionRowFragment }
  | { readonly kind: 'others' }
  | { readonly kind: 'keep' }
  | { readonly kind: 'everywhere' };

export type Step =
  | { readonly name: 'choose' }
  | { readonly name: 'looking'; readonly wanted: Wanted }
  | { readonly name: 'confirm'; readonly wanted: Wanted; readonly preview: Change | null }
  | { readonly name: 'working'; readonly wanted: Wanted }
  | { readonly name: 'done'; readonly wanted: Wanted; readonly change: Change }
  | {
      readonly name: 'broken';
      readonly wanted: Wanted;
      readonly problem: string;
      /** Whether something may have been ended: only the looking changes nothing. */
      readonly wasWorking: boolean;
    };

/** @param personId whose sessions are shown. */
export function useSignOut(intent: Intent, personId: string) {
  const client = useClient();
  const first = useMemo(() => firstStep(intent, personId), [intent, personId]);
  const [step, setStep] = useState(first);

  const preview = useCallback(
    (wanted: Wanted): Promise<Step> =>
      signOut(client, wanted, true).then(
        (change) => ({ name: 'confirm', wanted, preview: change }),
        (error: unknown) => broken(wanted, error, false),
      ),
    [client],
  );

  async function look(wanted: Wanted) {
    setStep({ name: 'looking', wanted });
    setStep(await preview(wanted));
  }

  async function carryOut(wanted: Wanted, before: Change | null) {
    setStep({ name: 'working', wanted });
    setStep(
      await signOut(client, wanted, false).then(
        (change): Step => ({
          name: 'done',
          wanted,
          change: before === null ? change : update(before, change),
        }),
        (error: unknown) => broken(wanted, error, true),
      ),
    );
  }

  useEffect(() => {
    if (first.name === 'looking') void preview(first.wanted).then(setStep);
  }, [first, preview]);

  return { step, look, carryOut };
}

function firstStep(intent: Intent, personId: string): Step {
  switch (intent.kind) {
    case 'one':
      return { name: 'confirm', wanted: intent, preview: null };
    case 'others':
      return { name: 'looking', wanted: { kind: 'others' } };
    case 'keep':
      return { name: 'choose' };
    case 'everywhere':
      return { name: 'looking', wanted: { kind: 'person', personId, keep: [], includeCurrent: false } };
  }
}

function broken(wanted: Wanted, error: unknown, wasWorking: boolean): Step {
  const problem = error instanceof AskingFailed ? error.message : 'Something went wrong on this page.';
  return { name: 'broken', wanted, problem, wasWorking };
}

/** A second try says again what became of its sessions, and of those that were not known before. */
function update(before: Change, { outcomes, ...rest }: Change): Change {
  const again = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
  const known = before.outcomes.map((outcome) => {
    const latest = again.get(outcome.id) ?? outcome;
    again.delete(outcome.id);
    return latest;
  });
  return { outcomes: [...known, ...again.values()], ...rest };
}
