import { describeStoreContract } from './contract-suite.ts';
import { createMemoryStore } from './memory.ts';

describeStoreContract('memory', async (now) => createMemoryStore(now));
