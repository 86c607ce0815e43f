/** Node's HTTP server. What imports `node:http` as a module loads `fetch` and web sockets with it, which takes a tenth of the start. */
export const { createServer, ServerResponse } = process.getBuiltinModule('node:http');
