/** What stands around the component in the demo: whose devices are shown, and as whom. */
import { useState } from 'react';
import { Devices } from '../../src/index.tsx';
import { DemoHeader } from './header.tsx';
import type { DemoPerson, DemoSettings } from './settings.ts';

export function DemoFrame({ people }: DemoSettings) {
  const [person, setPerson] = useState(() => personInAddress(people));

  function choose(id: string) {
    setPerson(people.find((one) => one.id === id));
    window.history.replaceState(null, '', `?person=${encodeURIComponent(id)}`);
  }

  return (
    <>
      <DemoHeader people={people} chosen={person?.id ?? null} onChoose={choose} />
      <main className="page">
        <Devices endpoint="graphql" userId={person?.id} userName={person?.name} trustedDocuments />
      </main>
    </>
  );
}

/** So that what is shown can be linked to. */
function personInAddress(people: readonly DemoPerson[]): DemoPerson | undefined {
  const id = new URLSearchParams(window.location.search).get('person');
  return people.find((person) => person.id === id) ?? people[0];
}
