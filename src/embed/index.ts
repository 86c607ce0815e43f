/** `import … from 'sessiongraph'`: the product in a server of your own. */
export { ConfigError } from '../config/mistake.ts';
export {
  createSessionGraph,
  type SessionGraph,
  type SessionGraphConfig,
  type SessionGraphOptions,
} from './session-graph.ts';
