import { useMemo, useState } from 'react';
import type { DemoPerson, Settings } from '../settings.ts';
import { demoSubject, viewerSubject } from '../subject.ts';
import { Announcer } from './announcer.tsx';
import { Devices } from './devices.tsx';
import { Header } from './header.tsx';

export function App({ people, token }: Settings) {
  const [person, setPerson] = useState(() => personInAddress(people));
  const subject = useMemo(() => {
    if (token !== null) return viewerSubject;
    return person === null ? null : demoSubject(person);
  }, [token, person]);

  function choose(id: string) {
    setPerson(people?.find((one) => one.id === id) ?? null);
    window.history.replaceState(null, '', `?person=${encodeURIComponent(id)}`);
  }

  return (
    <Announcer>
      <Header people={token === null ? people : null} chosen={person?.id ?? null} onChoose={choose} />
      <main className="page">
        {subject === null ? <NobodySignedIn /> : <Devices key={subject.key} subject={subject} />}
      </main>
    </Announcer>
  );
}

/** So that what is shown can be linked to. */
function personInAddress(people: readonly DemoPerson[] | null): DemoPerson | null {
  const id = new URLSearchParams(window.location.search).get('person');
  return people?.find((person) => person.id === id) ?? people?.[0] ?? null;
}

function NobodySignedIn() {
  return (
    <div className="empty">
      <h1>You’re not signed in</h1>
      <p>
        Open this page with a token of yours behind the address, as <code>#token=…</code>. In your own page,
        take it from your sign-in library.
      </p>
    </div>
  );
}
