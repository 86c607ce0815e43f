import { Devices, en, type SignedOut, type Words } from '@sessiongraph/devices';
import '@sessiongraph/devices/styles.css';
import { createRoot } from 'react-dom/client';

const words: Words = { ...en, heading: 'My sign-ins', headingOf: (person) => `${person}’s sign-ins` };

// @ts-expect-error A word that is missing is a type error.
export const incomplete: Words = { ...en, heading: undefined };

const ended: SignedOut[] = [];
Object.assign(window, { ended });

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <Devices
    endpoint="/graphql"
    userId="mara.lindholm"
    userName="Mara Lindholm"
    words={words}
    reauthenticate={async () => window.confirm('Your password?')}
    onSignedOut={(signedOut) => ended.push(signedOut)}
  />,
);
