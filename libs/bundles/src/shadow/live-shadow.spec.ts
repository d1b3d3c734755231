import type { PolicyOutcome } from '@legate/core';
import { DecisionLimits, Judge } from '@legate/decision';
import type { Decided, PolicyEvaluator } from '@legate/decision';
import { aRequest, someFacts } from '@legate/testing';
import { LiveShadow } from './live-shadow.js';
import type { LiveShadowParts } from './live-shadow.js';

const NOTHING: PolicyOutcome = { permits: [], unprovenGuards: [], obligations: [], failures: [] };
const PERMITTING: PolicyEvaluator = {
  digest: 'candidate',
  evaluate: () => ({ ...NOTHING, permits: ['all'] }),
};

function decided(revision = 7): Decided {
  return {
    request: aRequest(),
    facts: someFacts({ revision }),
    policy: null,
    decision: {
      outcome: 'deny',
      reasons: ['policy.no_match'],
      grants: [],
      deniedBy: null,
      obligations: [],
    },
  };
}

function shadow(parts: Partial<LiveShadowParts> = {}, sampleRate = 1): LiveShadow {
  return new LiveShadow(
    { run: 'run', tenant: 'default', bundle: 'b', sampleRate, revision: 5 },
    {
      judge: new Judge(new DecisionLimits({ maxChainLength: 2 })),
      engine: PERMITTING,
      maxWaiting: 4,
      now: () => 0,
      chance: () => 0,
      ...parts,
    },
  );
}

function drain(live: LiveShadow): void {
  while (live.step()) {
    // Until nothing waits.
  }
}

describe('a bundle in shadow', () => {
  it('compares what it was told of, later, and tells it once', () => {
    const live = shadow();
    expect(live.note(decided())).toBe(true);
    expect(live.take()).toBeNull();
    drain(live);
    expect(live.take()).toMatchObject({
      run: 'run',
      dropped: 0,
      halted: null,
      report: { evaluated: 1, newlyAllowed: 1 },
    });
    expect(live.take()).toBeNull();
  });

  it('leaves out and counts what is too much to wait, and goes on with what comes after', () => {
    const live = shadow();
    const taken = Array.from({ length: 7 }, () => live.note(decided()));
    expect(taken).toEqual([true, true, true, true, false, false, false]);
    live.step();
    expect(live.note(decided())).toBe(true);
    drain(live);
    expect(live.take()).toMatchObject({ dropped: 3, report: { evaluated: 5 } });
  });

  it('keeps the order and loses nothing over many rounds', () => {
    const seen: number[] = [];
    const engine: PolicyEvaluator = {
      digest: 'seeing',
      evaluate: ({ now_ns: now }) => {
        seen.push(now);
        return NOTHING;
      },
    };
    const live = shadow({ engine });
    const at = (now: number): Decided => ({ ...decided(), facts: someFacts({ now }) });
    for (let time = 1; time <= 40; time += 2) {
      live.note(at(time));
      live.note(at(time + 1));
      live.step();
      live.step();
    }
    expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => (index + 1) * 1_000_000));
  });

  it('does not count decisions before the revision it runs from', () => {
    const live = shadow();
    expect(live.note(decided(4))).toBe(false);
    expect(live.note(decided(5))).toBe(true);
  });

  it('takes the share of decisions that it is to', () => {
    const chances = [0.1, 0.3, 0.2, 0.9];
    const live = shadow({ chance: () => chances.shift() ?? 1 }, 0.25);
    expect([1, 2, 3, 4].map(() => live.note(decided()))).toEqual([true, false, true, false]);
  });

  it('takes back what could not be told', () => {
    const live = shadow();
    live.note(decided());
    drain(live);
    const findings = live.take();
    live.note(decided());
    drain(live);
    if (findings !== null) {
      live.giveBack({ ...findings, dropped: 2 });
    }
    expect(live.take()).toMatchObject({ dropped: 2, report: { evaluated: 2 } });
  });

  it('is halted by three slow evaluations in a row, and not by fewer', () => {
    const times = [60, 60, 1, 60, 60, 60];
    let time = 0;
    const engine: PolicyEvaluator = {
      digest: 'slow',
      evaluate: () => {
        time += times.shift() ?? 0;
        return NOTHING;
      },
    };
    const live = shadow({ engine, now: () => time, maxWaiting: 10 });
    for (let each = 0; each < 8; each += 1) {
      live.note(decided());
    }
    drain(live);
    expect(live.note(decided())).toBe(false);
    expect(live.take()).toMatchObject({ halted: 'slow', dropped: 2, report: { evaluated: 6 } });
  });

  it('counts an engine that throws as one that could not decide', () => {
    const engine: PolicyEvaluator = {
      digest: 'broken',
      evaluate: () => {
        throw new Error('out of order');
      },
    };
    const live = shadow({ engine });
    live.note(decided());
    drain(live);
    expect(live.take()?.report).toMatchObject({ evaluated: 1, erred: 1, agreed: 1 });
  });
});
