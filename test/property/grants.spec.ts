import fc from 'fast-check';
import type { Question, World } from '../reference/world.js';
import { lineage } from '../reference/worlds/grant-plan.js';
import { pick } from '../reference/worlds/pick.js';
import { worldsWithQuestions } from '../reference/worlds/worlds.js';
import {
  endAt,
  mark,
  narrow,
  renamed,
  reordered,
  retireGroup,
  revoke,
  suspend,
  withGrant,
  withIdentity,
  withoutGrant,
  withParentAgent,
} from './support/changes.js';
import { byGroup, capricious, judge, NOW } from './support/judge.js';
import type { Policy } from './support/judge.js';
import { runs } from './support/runs.js';
import { starterOutcome } from './support/starter-outcome.js';

/** A question to a world, under the starter policy or one that hangs on the chain for no good reason. */
interface Case {
  readonly world: World;
  readonly question: Question;
  readonly policy: Policy;
  readonly at: number;
}

const CASES: fc.Arbitrary<Case> = fc
  .tuple(
    worldsWithQuestions({ now: NOW, writable: false }, { minLength: 1, maxLength: 1 }),
    fc.nat(99),
  )
  .filter(([{ world }]) => world.grants.length > 0)
  .map(([{ world, questions }, at]) => ({
    world,
    question: pick(questions, 0),
    policy: at % 2 === 0 ? starterOutcome : capricious(at),
    at,
  }));

const isPermit = async (one: Case, world = one.world): Promise<boolean> =>
  (await judge(world, one.question, { policy: one.policy })).outcome === 'permit';

/** Holds that the lesser world permits nothing that the whole one does not, over enough of either answer. */
async function permitsNoMore(lessen: (one: Case) => World, policy?: Policy): Promise<void> {
  const permits = { lesser: 0, whole: 0 };
  await fc.assert(
    fc.asyncProperty(CASES, async (given) => {
      const one = { ...given, policy: policy ?? given.policy };
      const lesser = await isPermit(one, lessen(one));
      const whole = await isPermit(one);
      permits.lesser += Number(lesser);
      permits.whole += Number(whole);
      expect(lesser && !whole).toBe(false);
    }),
    runs(1500),
  );
  expect(permits.lesser).toBeGreaterThan(0);
  expect(permits.whole).toBeGreaterThan(permits.lesser);
}

/** A grant that the question is about, where there is one: else the change would seldom matter. */
async function pickGrant(one: Case): Promise<string> {
  const { grants } = await judge(one.world, one.question, { policy: one.policy });
  return pick(grants.length > 0 ? grants : one.world.grants.map(({ name }) => name), one.at);
}

describe('adding to a world', () => {
  it('a grant, with or without some below it, never removes a permit', async () => {
    await permitsNoMore(({ world, at }) => withoutGrant(world, pick(world.grants, at).name));
  });
});

describe('taking from a world never adds a permit', () => {
  it('by revoking a grant', async () => {
    await permitsNoMore(({ world, at }) => revoke(world, pick(world.grants, at).name));
  });

  it('by suspending a party, also where it owns an agent', async () => {
    await permitsNoMore(({ world, at }) => suspend(world, pick(world.identities, at)));
  });

  it('by ending a grant sooner', async () => {
    await permitsNoMore(({ world, at }) => {
      const { name, body } = pick(world.grants, at);
      const end = body.expiresAt === undefined ? Infinity : Date.parse(body.expiresAt);
      return endAt(world, name, Math.min(end, NOW + (at % 3) - 1));
    });
  });

  it('by starting a grant later', async () => {
    await permitsNoMore(({ world, at }) =>
      withGrant(world, pick(world.grants, at).name, (grant) => {
        const { notBefore } = grant.body;
        const start = notBefore === undefined ? -Infinity : Date.parse(notBefore);
        const later = new Date(Math.max(start, NOW + (at % 3) - 1)).toISOString();
        return { ...grant, body: { ...grant.body, notBefore: later } };
      }),
    );
  });

  it('by narrowing the actions, resources or constraints of a grant', async () => {
    await permitsNoMore(({ world, at }) =>
      withGrant(world, pick(world.grants, at).name, (grant) => ({
        ...grant,
        body: narrow(grant.body, at),
      })),
    );
  });

  it('by giving a grant a purpose or less depth', async () => {
    await permitsNoMore(({ world, at }) =>
      withGrant(world, pick(world.grants, at).name, (grant) => ({
        ...grant,
        body: {
          ...grant.body,
          purpose: grant.body.purpose ?? 'audit',
          maxDepth: Math.max(0, grant.body.maxDepth - (at % 3)),
        },
      })),
    );
  });

  it('by giving a grant an audience, or fewer services in it', async () => {
    await permitsNoMore(({ world, at }) =>
      withGrant(world, pick(world.grants, at).name, (grant) => {
        const { audience = ['billing', 'mail', 'search'] } = grant.body;
        return { ...grant, body: { ...grant.body, audience: audience.slice(at % 2) } };
      }),
    );
  });

  it('by a not-before mark, of whichever party', async () => {
    await permitsNoMore(({ world, at }) => {
      const { createdAt } = pick(world.grants, at);
      return mark(world, pick(world.identities, at), createdAt + (at % 3) - 1);
    });
  });

  it('by retiring a group', async () => {
    await permitsNoMore(({ world, at }) => retireGroup(world, pick(world.groups, at).id), byGroup);
  });

  it('by taking a member out of a group, or a role away', async () => {
    await permitsNoMore(
      ({ world, at }) => ({
        ...world,
        memberships: world.memberships.filter((_, place) => place % 3 !== at % 3),
        assignments: world.assignments.filter((_, place) => place % 2 !== at % 2),
      }),
      byGroup,
    );
  });

  it('by putting an agent above agents', async () => {
    await permitsNoMore(({ world, at }) =>
      withParentAgent(world, {
        kind: 'agent',
        id: 'boss',
        body: {
          attributes: {},
          status: pick(['active', 'active', 'suspended', 'retired'] as const, at),
          ceiling: narrow({}, at),
        },
      }),
    );
  });

  it('by retiring resources', async () => {
    await permitsNoMore(({ world }) => ({
      ...world,
      resources: world.resources.map(({ body, ...one }) => ({
        ...one,
        body: { ...body, status: 'retired' },
      })),
    }));
  });

  it('by narrowing a ceiling', async () => {
    await permitsNoMore(({ world, at }) =>
      withIdentity(world, pick(world.identities, at), (body) =>
        body.ceiling === undefined ? body : { ...body, ceiling: narrow(body.ceiling, at) },
      ),
    );
  });
});

describe('a dead ancestor', () => {
  it.each<[string, (world: World, name: string) => World]>([
    ['revoked', revoke],
    ['expired', (world, name) => endAt(world, name, NOW)],
    [
      'of a suspended grantor',
      (world, name) => {
        const { grantor } = world.grants.find((one) => one.name === name)?.body ?? {};
        return grantor === undefined ? world : suspend(world, grantor);
      },
    ],
  ])('that is %s kills its subtree: no permit stands on it (REV-2)', async (_, kill) => {
    let killed = 0;
    await fc.assert(
      fc.asyncProperty(CASES, async (one) => {
        const { policy, question, world } = one;
        const dead = await pickGrant(one);
        const before = await judge(world, question, { policy });
        const after = await judge(kill(world, dead), question, { policy });
        const standing = after.outcome === 'permit' ? after.grants : [];
        const subtree = world.grants
          .filter((grant) => lineage(world.grants, grant).some(({ name }) => name === dead))
          .map(({ name }) => name);
        expect(standing.filter((name) => subtree.includes(name))).toEqual([]);
        killed += Number(before.outcome === 'permit' && before.grants.includes(dead));
      }),
      runs(800),
    );
    expect(killed).toBeGreaterThan(0);
  });
});

describe('what does not matter', () => {
  it('is the order in which identities, groups, chains and grants come', async () => {
    await fc.assert(
      fc.asyncProperty(CASES, async ({ world, question, policy }) => {
        const before = await judge(world, question, { policy });
        const after = await judge(reordered(world), question, {
          policy,
          change: (facts) => ({ ...facts, chains: facts.chains.toReversed() }),
        });
        expect(after).toMatchObject({ outcome: before.outcome, reasons: before.reasons });
      }),
      runs(1000),
    );
  });

  it('is what parties and grants are called', async () => {
    await fc.assert(
      fc.asyncProperty(CASES, async ({ world, question }) => {
        const before = await judge(world, question);
        const other = renamed({ world, question });
        const after = await judge(other.world, other.question);
        expect(after).toMatchObject({ outcome: before.outcome, reasons: before.reasons });
      }),
      runs(1000),
    );
  });
});
