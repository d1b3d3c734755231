import { combine } from '@legate/core';
import type { DelegationChain, PolicyOutcome } from '@legate/core';
import { aChain, anAgent, aUser } from '@legate/testing';
import fc from 'fast-check';
import { runs } from './support/runs.js';

const CHAIN: DelegationChain = aChain(aUser('alice'), anAgent('bot'));
const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', '', '__proto__'), { maxLength: 3 });
const OUTCOMES: fc.Arbitrary<PolicyOutcome> = fc.record({
  permits: names,
  unprovenGuards: names,
  obligations: fc.array(
    fc.record({ id: fc.string(), type: fc.string(), properties: fc.constant({}) }),
    {
      maxLength: 2,
    },
  ),
  failures: fc.array(
    fc.record({
      package: fc.string(),
      reason: fc.constantFrom('indeterminate.policy_error', 'indeterminate.obligation'),
      detail: fc.string(),
    }),
    { maxLength: 2 },
  ),
});
const CHAINS = fc.constantFrom(null, CHAIN);

describe('combine', () => {
  it('permits if and only if a permit is proven and neither guard nor failure stands against it', () => {
    fc.assert(
      fc.property(OUTCOMES, CHAINS, (outcome, chain) => {
        const { permits, unprovenGuards, failures } = outcome;
        const isProven = permits.length > 0 && unprovenGuards.length + failures.length === 0;
        expect(combine(outcome, chain).outcome).toBe(isProven ? 'permit' : 'deny');
      }),
      runs(2000),
    );
  });

  it('gives each reason once, permits only for a permit and none for a deny', () => {
    fc.assert(
      fc.property(OUTCOMES, CHAINS, (outcome, chain) => {
        const { outcome: answer, reasons } = combine(outcome, chain);
        expect(new Set(reasons).size).toBe(reasons.length);
        for (const reason of reasons) {
          expect(reason.startsWith('permit.')).toBe(answer === 'permit');
        }
      }),
      runs(1000),
    );
  });

  it('never turns a deny into a permit by a further guard or failure, nor a permit into a deny by a further permit', () => {
    fc.assert(
      fc.property(OUTCOMES, OUTCOMES, (one, other) => {
        const isPermit = (outcome: PolicyOutcome): boolean =>
          combine(outcome, null).outcome === 'permit';
        const against = {
          ...one,
          unprovenGuards: [...one.unprovenGuards, ...other.unprovenGuards],
          failures: [...one.failures, ...other.failures],
        };
        expect(isPermit(against) && !isPermit(one)).toBe(false);
        expect(
          isPermit(one) && !isPermit({ ...one, permits: [...one.permits, ...other.permits] }),
        ).toBe(false);
      }),
      runs(1000),
    );
  });
});
