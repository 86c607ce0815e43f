/* Starts GraphiQL in the browser. Its options stand in the page as JSON, so that the page needs no inline script. */
/* global YogaGraphiQL */
const { workers, options } = JSON.parse(document.querySelector('#graphiql').textContent);
self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => new URL(workers[label], location.href).href,
};
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), options);
