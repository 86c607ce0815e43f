/**
 * The promises of `provider.ts` as tests. Every kind runs them over its own emulator:
 *
 *     describeProviderContract(clerk, setup, traits);
 *
 * in `<kind>/contract.test.ts`. What `setup` must give is said in `contract-suite/world.ts`.
 */
import { describe } from 'vitest';
import { testRevoking } from './contract-suite/revoking.ts';
import { testFailing } from './contract-suite/failing.ts';
import { testLinking } from './contract-suite/linking.ts';
import { testPaging } from './contract-suite/paging.ts';
import { testProbing } from './contract-suite/probing.ts';
import { testReading } from './contract-suite/reading.ts';
import type { AnyKind } from './kind.ts';
import { createContract } from './contract-suite/within.ts';
import type { ContractSetup, ContractTraits } from './contract-suite/world.ts';

export type {
  ContractPerson,
  ContractSetup,
  ContractSetupOptions,
  ContractTraits,
  ContractWorld,
} from './contract-suite/world.ts';

export function describeProviderContract(
  { label, linkKeys }: Pick<AnyKind, 'label' | 'linkKeys'>,
  setup: ContractSetup,
  traits: ContractTraits,
): void {
  describe(`${label} and the provider contract`, () => {
    const contract = createContract(linkKeys, setup, traits);
    describe('linking', () => testLinking(contract));
    describe('reading', () => testReading(contract));
    describe('paging', () => testPaging(contract));
    describe('revoking', () => testRevoking(contract));
    describe('failing', () => testFailing(contract));
    describe('probing', () => testProbing(contract));
  });
}
