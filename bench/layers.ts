/** Which part of the house a function of a profile belongs to, told by its file. */

/** The first that fits counts. A file is named from the repository on, node's own as `node:…`; what has no file, by the function. */
const layers: readonly (readonly [name: string, file: RegExp])[] = [
  ['garbage collection', /^\(garbage collector\)$/],
  ['V8 and system calls', /^\((program|root)\)$/],
  // JSON.parse and JSON.stringify count where they are called.
  ['socket writes', /^(writev|write\w+String|writeBuffer)$/],
  [
    'promises and ticks',
    /^runMicrotasks$|^node:(internal\/(process|async_hooks|promise)|async_hooks|diagnostics)/,
  ],
  ['doors', /^src\/server\/doors\//],
  ['operations and plan', /^src\/server\/operations\//],
  ['identity', /^src\/server\/identity\//],
  ['limits', /^src\/server\/limits\//],
  ['watch: logs, metrics, traces', /^src\/server\/watch\/|^node_modules\/pino|^node_modules\/sonic-boom/],
  ['server, the rest', /^src\/server\//],
  ['resolvers', /^src\/graph\//],
  ['sessions', /^src\/sessions\//],
  ['providers', /^src\/providers\//],
  ['upstream client', /^src\/upstream\//],
  ['store', /^src\/store\//],
  ['zod', /^node_modules\/zod/],
  ['dataloader', /^node_modules\/dataloader/],
  ['undici', /^node_modules\/undici/],
  ['graphql-js', /^node_modules\/graphql\//],
  ['Pothos', /^node_modules\/@pothos/],
  ['yoga and its tools', /^node_modules\/(graphql-yoga|@graphql-|@envelop|@whatwg-node)/],
  ['other packages', /^(bench\/)?node_modules\//],
  ['node: http', /^node:(_http|internal\/http)/],
  ['node: sockets and streams', /^node:(net|stream|_stream|internal\/(streams|stream_base|js_stream))/],
  ['node: timers', /^node:(timers|internal\/(timers|linkedlist|priority_queue))/],
  ['node: events and aborts', /^node:(events|internal\/(event_target|abort_controller))/],
  ['node: buffers, crypto, url', /^node:(buffer|internal\/(buffer|crypto|url|encoding)|crypto|url)/],
  ['node: the rest', /^node:/],
];

export function layerOf(file: string): string {
  return layers.find(([, pattern]) => pattern.test(file))?.[0] ?? 'native functions';
}
