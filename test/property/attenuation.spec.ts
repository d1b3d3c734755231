import { findLifeGap, findScopeGap, findWidenings } from '@legate/core';
import type { GrantFacts, ScopeView } from '@legate/core';
import fc from 'fast-check';
import type { World } from '../reference/world.js';
import { worldsWithQuestions } from '../reference/worlds/worlds.js';
import { grantsOf, toLoneRequest } from './support/facts-of.js';
import { NOW } from './support/judge.js';
import { runs } from './support/runs.js';

const MOMENTS = [-2, -1, 0, 1, 2].flatMap((days) =>
  [-1, 0, 1].map((ms) => NOW + days * 86_400_000 + ms),
);

/** Every grant of the world that has a parent, with it. */
function pairsOf(world: World): readonly { parent: GrantFacts; child: GrantFacts }[] {
  const grants = new Map(grantsOf(world).map((grant) => [grant.id, grant]));
  return world.grants.flatMap(({ name, parent }) => {
    const [upper, child] = [grants.get(parent ?? ''), grants.get(name)];
    return upper !== undefined && child !== undefined ? [{ parent: upper, child }] : [];
  });
}

/** Whether the terms alone let it be done at that time. */
function covers({ terms, ...grant }: GrantFacts, view: ScopeView, now: number): boolean {
  const standing = { status: 'active', notBefore: null } as const;
  const parties = {
    grantor: { ...grant.grantor, ...standing },
    grantee: { ...grant.grantee, ...standing },
  };
  return (
    findScopeGap(terms, { ...view, now }) === null &&
    (terms.purpose === null || view.context['purpose'] === terms.purpose) &&
    (terms.audience === null || terms.audience.some((one) => one === view.context['audience'])) &&
    findLifeGap({ ...grant, ...parties, terms, revokedAt: null }, now) === null
  );
}

describe('a child without widenings', () => {
  it.each([
    ['that was made to narrow', true],
    ['that may pay no heed to its parent', false],
  ])('%s covers no request that its parent does not cover', (_, writable) => {
    const seen = { covered: 0, refused: 0 };
    fc.assert(
      fc.property(
        worldsWithQuestions({ now: NOW, writable }, { minLength: 12, maxLength: 12 }),
        ({ world, questions }) => {
          for (const { parent, child } of pairsOf(world)) {
            const widenings = findWidenings(parent.terms, child.terms);
            seen.refused += Number(widenings.length > 0);
            expect(writable ? widenings : []).toEqual([]);
            for (const question of widenings.length > 0 ? [] : questions) {
              const view: ScopeView = { ...toLoneRequest(question), now: NOW };
              for (const now of MOMENTS.filter((moment) => covers(child, view, moment))) {
                seen.covered += 1;
                expect({ view, now, covered: covers(parent, view, now) }).toMatchObject({
                  covered: true,
                });
              }
            }
          }
        },
      ),
      runs(300),
    );
    expect(seen.covered).toBeGreaterThan(0);
    expect(seen.refused > 0).toBe(!writable);
  });
});
