// What the bundle holds in place of undici: see `build.js`.
export { default as Agent } from '../node_modules/undici/lib/dispatcher/agent.js';
