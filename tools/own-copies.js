// The first that the bundled program runs: graphql and OpenTelemetry's API come from one file each, see `build.js`. What is registered with
// OpenTelemetry is found all the same: its copies share it through a global symbol.
import { registerHooks } from 'node:module';

const copies = new Map([
  ['graphql', './graphql.js'],
  ['@opentelemetry/api', './opentelemetry.js'],
]);

registerHooks({
  resolve(specifier, context, next) {
    const file = copies.get(specifier);
    if (file === undefined) return next(specifier, context);
    return { url: new URL(file, import.meta.url).href, format: 'module', shortCircuit: true };
  },
});
