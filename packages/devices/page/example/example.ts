/** The live example of docs/devices.md: the element, its languages and a theme. */
import { SessiongraphDevices } from '../../src/element.tsx';

/** What the demo tells the page. */
interface ExampleSettings {
  readonly userId: string;
  readonly userName: string;
}

const settings = JSON.parse(document.querySelector('#settings')?.textContent ?? 'null') as ExampleSettings;
const element = document.querySelector('sessiongraph-devices');
const form = document.querySelector('form');
if (!(element instanceof SessiongraphDevices) || form === null) throw new Error('example.html is not whole.');

element.setAttribute('user-id', settings.userId);
element.setAttribute('user-name', settings.userName);
element.reauthenticate = () => window.confirm('Here your page may ask for a password. Go on?');

const choose = () => {
  const chosen = new FormData(form);
  element.setAttribute('locale', String(chosen.get('locale')));
  document.documentElement.dataset['theme'] = String(chosen.get('theme'));
};
form.addEventListener('change', choose);
choose();
