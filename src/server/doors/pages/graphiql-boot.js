/* Starts GraphiQL in the browser. Its options stand in the page as JSON, so that the page needs no inline script. */
/* global YogaGraphiQL */
const { workers, options } = JSON.parse(document.querySelector('#graphiql').textContent);
self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => new URL(workers[label], location.href).href,
};
// GraphiQL itself leaves out the first tab's variables.
const isFirstVisit =
  localStorage.getItem('graphiql:tabState') === null && !new URLSearchParams(location.search).has('query');
const [firstTab] = options.defaultTabs ?? [];
if (isFirstVisit && firstTab?.variables) options.variables = firstTab.variables;
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), options);
