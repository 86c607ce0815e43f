/** What stands around the component in the demo: whose devices are shown, and to whom. */
import { useMemo, useState } from 'react';
import { Devices } from '../../src/index.ts';
import { DemoHeader } from './header.tsx';
import type { DemoSettings } from './settings.ts';
import { putInAddress, signIn, viewInAddress, type View } from './view.ts';

export function DemoFrame(settings: DemoSettings) {
  const [view, setView] = useState(() => viewInAddress(settings));
  const [faultsSet, setFaultsSet] = useState(0);
  const getToken = useMemo(() => signIn(view), [view]);
  const { person, isSupport } = view;

  function choose(chosen: View) {
    setView(chosen);
    putInAddress(chosen);
  }

  return (
    <>
      <DemoHeader
        {...settings}
        view={view}
        onChoose={choose}
        onFault={() => setFaultsSet((before) => before + 1)}
      />
      <main className="page">
        <Devices
          key={`${person.id} ${isSupport} ${faultsSet}`}
          endpoint="graphql"
          getToken={getToken}
          userId={isSupport ? person.id : undefined}
          userName={isSupport ? person.name : undefined}
          trustedDocuments
        />
      </main>
    </>
  );
}
