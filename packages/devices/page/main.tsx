/** The page that the server shows: the component with a frame around it, which depends on what the server told the page. */
import { createRoot } from 'react-dom/client';
import { Devices } from '../src/index.ts';
import type { DemoSettings } from './demo/settings.ts';

/** Stands in the page as a block of data, so that the page needs no inline script. */
interface Settings {
  /** In the demo. */
  readonly demo?: DemoSettings;
}

const settings = JSON.parse(document.querySelector('#settings')?.textContent ?? 'null') as Settings | null;
const element = document.querySelector('#root');
if (element === null) throw new Error('index.html has no #root.');
const root = createRoot(element);
if (settings?.demo !== undefined) {
  const { DemoFrame } = await import('./demo/frame.tsx');
  root.render(<DemoFrame {...settings.demo} />);
} else {
  const token = takeToken();
  root.render(
    <main className="page">
      {token === null ? (
        <h1>You’re not signed in</h1>
      ) : (
        <Devices endpoint="graphql" getToken={() => token} trustedDocuments />
      )}
    </main>,
  );
}

/** A token comes behind the `#`, which no server or log sees, and is gone from the address at once. */
function takeToken(): string | null {
  const { hash, pathname, search } = window.location;
  const token = new URLSearchParams(hash.slice(1)).get('token');
  if (token !== null) window.history.replaceState(null, '', pathname + search);
  return token;
}
