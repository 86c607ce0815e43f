/* Starts GraphiQL in the browser. Its options stand in the page as JSON, so that the page needs no inline script. */
/* global YogaGraphiQL */
const { workers, options, runsFirst } = JSON.parse(document.querySelector('#graphiql').textContent);
self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => new URL(workers[label], location.href).href,
};

/* The key is in this field and nowhere else: no storage, no address, and it goes with the page. */
const keyField = document.querySelector('#key');
let hasAsked = false;
const { fetch } = globalThis;
globalThis.fetch = async (url, init = {}) => {
  hasAsked ||= !String(init.body).includes('IntrospectionQuery');
  const headers = new Headers(init.headers);
  // What stands under "Headers" is meant for this one tab.
  if (keyField !== null && !headers.has('authorization') && !headers.has('x-api-key')) {
    const key = keyField.value.trim();
    if (key === '') return Response.json({ errors: [{ message: keyField.dataset.missing }] });
    headers.set('authorization', `Bearer ${key}`);
  }
  return fetch(url, { ...init, headers });
};
keyField?.addEventListener('change', () => document.querySelector('[aria-label^="Re-fetch"]')?.click());
addEventListener('pagehide', () => {
  if (keyField !== null) keyField.value = '';
});

// GraphiQL itself leaves out the first tab's variables.
const isFirstVisit =
  localStorage.getItem('graphiql:tabState') === null && !new URLSearchParams(location.search).has('query');
const [firstTab] = options.defaultTabs ?? [];
if (isFirstVisit && firstTab?.variables) options.variables = firstTab.variables;
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), options);

/* A first visit shows an answer. Whoever has done anything by then may have another tab before them, which is theirs to run. */
if (isFirstVisit && runsFirst) {
  const run = setInterval(() => {
    if (hasAsked) stop();
    else if (document.querySelector('.graphiql-query-editor .view-line'))
      document.querySelector('.graphiql-execute-button')?.click();
  }, 200);
  const stop = () => clearInterval(run);
  for (const deed of ['pointerdown', 'keydown']) addEventListener(deed, stop, { capture: true, once: true });
}
