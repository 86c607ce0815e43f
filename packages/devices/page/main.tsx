/** The page that the server shows: the component with a frame around it, which depends on what the server told the page. */
import { createRoot } from 'react-dom/client';
import type { DemoSettings } from './demo/settings.ts';
import type { ServedSettings } from './served/settings.ts';

/** Stands in the page as a block of data, so that the page needs no inline script. */
interface Settings {
  readonly demo?: DemoSettings;
  /** Where a configuration has a `page`. */
  readonly served?: ServedSettings;
}

const { demo, served } = JSON.parse(document.querySelector('#settings')?.textContent ?? '{}') as Settings;
const element = document.querySelector('#root');
if (element === null) throw new Error('index.html has no #root.');
const root = createRoot(element);
if (demo !== undefined) {
  const { DemoFrame } = await import('./demo/frame.tsx');
  root.render(<DemoFrame {...demo} />);
} else if (served !== undefined) {
  const { ServedFrame } = await import('./served/frame.tsx');
  root.render(<ServedFrame {...served} />);
}
