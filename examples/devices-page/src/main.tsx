import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { createClient } from './graphql/client.ts';
import { readSettings } from './settings.ts';
import { App } from './ui/app.tsx';

const settings = readSettings();
const client = createClient(async () => settings.token);
const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root.');
createRoot(root).render(
  <StrictMode>
    <Provider value={client}>
      <App {...settings} />
    </Provider>
  </StrictMode>,
);
