/** The live example of docs/devices.md: the element, its languages and a theme. */
import { SessiongraphDevices } from '../../src/element.tsx';
import type { DemoSettings } from '../demo/settings.ts';
import { signIn } from '../demo/view.ts';

const settings = JSON.parse(document.querySelector('#settings')?.textContent ?? 'null') as {
  readonly demo: DemoSettings;
};
const element = document.querySelector('sessiongraph-devices');
const form = document.querySelector('form');
if (!(element instanceof SessiongraphDevices) || form === null) throw new Error('example.html is not whole.');

// In your page this is your sign-in library: `() => clerk.session.getToken()`.
element.getToken = signIn({ person: settings.demo.people[0], isSupport: false });
element.reauthenticate = () => window.confirm('Here your page may ask for a password. Go on?');

const choose = () => {
  const chosen = new FormData(form);
  element.setAttribute('locale', String(chosen.get('locale')));
  document.documentElement.dataset['theme'] = String(chosen.get('theme'));
};
form.addEventListener('change', choose);
choose();
