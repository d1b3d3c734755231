import { InvalidRequestError, USUAL_LIMITS } from '@legate/core';
import type { Attributes, DecisionRequest, Facts, PolicyOutcome } from '@legate/core';
import { FactsIndeterminate, FactsSource } from '@legate/delegation';
import type { HistoricalFacts, PastQuestion } from '@legate/delegation';
import { aDelegatedRequest, anAgent, aRequest, someFacts } from '@legate/testing';
import { Replay } from '../index.js';
import type { KnownRecord, PolicyEvaluator, RecordedDecision, ReplayBasis } from '../index.js';

const NOTHING: PolicyOutcome = { permits: [], unprovenGuards: [], obligations: [], failures: [] };
const NOTICE = { id: 'n', type: 'notification', properties: { to: 'ops' } };
const by = (name: string, outcome: Partial<PolicyOutcome> = {}): PolicyEvaluator => ({
  digest: name,
  evaluate: () => ({ ...NOTHING, permits: [name], ...outcome }),
});
const RAISING: PolicyEvaluator = {
  digest: 'raising',
  evaluate: () => {
    throw new Error('out of order');
  },
};
const DENIED: RecordedDecision['before'] = {
  outcome: 'deny',
  reasons: ['policy.no_match'],
  obligations: [],
};
const UNREACHED = new InvalidRequestError('request.invalid', 'not there yet');

function aRecord(change: Partial<RecordedDecision> = {}): RecordedDecision {
  return {
    request: aRequest(),
    before: DENIED,
    asOf: { revision: 3, now: 1000 },
    entry: null,
    policyDigest: 'a',
    limits: USUAL_LIMITS,
    ...change,
  };
}

interface World {
  readonly recall?: Facts | null;
  readonly facts?: Partial<Facts>;
  /** What keeps the facts of now from being known. */
  readonly fault?: Error;
}

function replayOf({ recall = null, facts, fault }: World = {}): Replay {
  const past: Pick<HistoricalFacts, 'loadAll'> = {
    loadAll: async (_: string, questions: readonly PastQuestion[]) =>
      await Promise.resolve(
        questions.map(({ asOf: { revision, now } }) =>
          revision > 50 ? UNREACHED : someFacts({ revision, now: now ?? 0, ...facts }),
        ),
      ),
  };
  class Present extends FactsSource {
    override recall(): Facts | null {
      return recall;
    }
    override async load(): Promise<Facts> {
      return fault !== undefined
        ? await Promise.reject(fault)
        : await Promise.resolve(someFacts({ revision: 90, ...facts }));
    }
    override async loadAll(): Promise<ReadonlyMap<DecisionRequest, Facts>> {
      return await Promise.reject(new Error('not asked'));
    }
  }
  return new Replay(past as HistoricalFacts, new Present());
}

async function revisionsOf(
  records: readonly RecordedDecision[],
  basis: ReplayBasis,
  world: World = {},
): Promise<readonly unknown[]> {
  const facts = await replayOf(world).factsOf('default', records, basis);
  return facts.map((one) => (typeof one === 'string' ? one : one.revision));
}

describe('the facts of a replay', () => {
  it('are those of the revision and by the clock of each record, in their order', async () => {
    const records = [3, 2, 51, 3].map((revision) => aRecord({ asOf: { revision, now: 7 } }));
    expect(await revisionsOf(records, 'recorded')).toEqual([3, 2, 'revision_unknown', 3]);
  });

  it('are those of now on demand, and where a record does not tell its revision', async () => {
    expect(await revisionsOf([aRecord()], 'now')).toEqual([90]);
    const recall = someFacts({ revision: 91 });
    const records = [aRecord({ asOf: null }), aRecord()];
    expect(await revisionsOf(records, 'recorded', { recall })).toEqual([91, 3]);
  });

  it('are none while those of now are not fresh', async () => {
    const fault = new FactsIndeterminate('indeterminate.stale');
    expect(await revisionsOf([aRecord()], 'now', { fault })).toEqual(['no_facts']);
  });

  it('are not made up where they cannot be loaded', async () => {
    const fault = new Error('the database is away');
    await expect(revisionsOf([aRecord()], 'now', { fault })).rejects.toBe(fault);
  });

  it('DEL-13: are none where carriers of the actor disagree', async () => {
    const alsoCalled = [{ kind: 'agent' as const, id: 'other' }];
    const actor = { kind: 'agent' as const, id: 'b', issuer: 'https://idp.example', alsoCalled };
    const record = aRecord({ request: aDelegatedRequest({ actor }) });
    expect(await revisionsOf([record], 'recorded', { facts: { actor: anAgent('bot') } })).toEqual([
      'no_question',
    ]);
    expect(await revisionsOf([record], 'now')).toEqual(['no_question']);
  });
});

const PERMITTED: Attributes = {
  decision: true,
  outcome: 'permit',
  reasons: ['permit.a'],
  obligations: [],
  mode: 'autonomous',
  chain: [],
};

function known(change: Attributes = {}): KnownRecord {
  return { recorded: aRecord({ entry: { ...PERMITTED, ...change } }), facts: someFacts() };
}

describe('a decision that is made again', () => {
  const replay = replayOf();

  it('is alike when all of the answer is', () => {
    expect(replay.again(known(), by('a'))).toEqual([]);
    const told = known({ obligations: [NOTICE], advice: [NOTICE] });
    expect(replay.again(told, by('a', { obligations: [NOTICE], advice: [NOTICE] }))).toEqual([]);
  });

  it.each<[string, Attributes, Partial<PolicyOutcome>, string[]]>([
    ['a reason', {}, { permits: ['b'] }, ['reasons']],
    ['an obligation', {}, { obligations: [NOTICE] }, ['obligations']],
    ['advice', {}, { advice: [NOTICE] }, ['advice']],
    ['the outcome', {}, { permits: [] }, ['decision', 'outcome', 'reasons']],
    ['the grant that said no', { deniedBy: 'g' }, {}, ['deniedBy']],
    ['the chain', { chain: ['g'] }, {}, ['chain']],
    ['the mode', { mode: 'delegated' }, {}, ['mode']],
    ['what was answered', { decision: false }, {}, ['decision']],
    ['reasons that are no list', { reasons: 'permit.a' }, {}, ['reasons']],
  ])('is different in %s', (_, change, outcome, members) => {
    const found = replay.again(known(change), by('a', { permits: ['a'], ...outcome }));
    expect(found).toMatchObject(members.map((member) => ({ member })));
  });

  it('is a deny for an answer that had no room for its obligations', () => {
    const bare = known({ decision: false, obligations: [NOTICE] });
    expect(replay.again(bare, by('a', { obligations: [NOTICE] }))).toEqual([]);
  });

  it('is indeterminate where the policy fails, as it was', () => {
    const change = {
      decision: false,
      outcome: 'indeterminate',
      reasons: ['indeterminate.policy_error'],
    };
    expect(replay.again(known(change), RAISING)).toEqual([]);
  });

  it.each([
    ['policy_over_age', 'indeterminate.policy_over_age'],
    ['stopped', 'indeterminate.deadline'],
  ])('cannot be made again when it was %s, unless it comes out the same', (left, reason) => {
    const change = { decision: false, outcome: 'indeterminate', reasons: [reason] };
    expect(replay.again(known(change), by('a'))).toBe(left);
    const failures = [{ package: 'p', reason: 'indeterminate.deadline' as const, detail: '' }];
    const failing = by('a', { permits: ['a'], failures });
    expect(replay.again(known(change), failing)).toEqual(left === 'stopped' ? [] : left);
  });

  it('cannot be made again where no entry tells what was answered', () => {
    expect(replay.again({ recorded: aRecord(), facts: someFacts() }, by('a'))).toBe('other');
  });
});

describe('a candidate', () => {
  const replay = replayOf();
  const policies = { candidate: by('candidate'), active: by('active') };
  const record = { recorded: aRecord(), facts: someFacts({ revision: 3, now: 1000 }) };

  it('is held against what was recorded, on the facts of then', () => {
    expect(replay.compare(record, policies, 'recorded')).toMatchObject({
      facts: { revision: 3, now: 1000 },
      before: DENIED,
      after: { outcome: 'permit', reasons: ['permit.candidate'] },
    });
  });

  it('is held against the active policy on demand, and where the record tells no decision', () => {
    const before = { reasons: ['permit.active'] };
    expect(replay.compare(record, policies, 'active')).toMatchObject({ before });
    const untold = { ...record, recorded: aRecord({ before: null }) };
    expect(replay.compare(untold, policies, 'recorded')).toMatchObject({ before });
  });

  it('that fails is the deny that it would be', () => {
    const { after } = replay.compare(record, { ...policies, candidate: RAISING }, 'recorded');
    expect(after).toMatchObject({ outcome: 'deny', reasons: ['indeterminate.policy_error'] });
  });
});
