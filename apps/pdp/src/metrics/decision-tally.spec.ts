import { deny } from '@legate/core';
import type { Decision } from '@legate/core';
import { DecisionTally } from './decision-tally.js';

function permit(name: string): Decision {
  return { ...deny('policy.no_match'), outcome: 'permit', reasons: [`permit.${name}`] };
}

describe('the tally of decisions', () => {
  it('has as many lines as there are reasons, however policies name theirs', () => {
    const tally = new DecisionTally();
    for (let at = 0; at < 1000; at += 1) {
      tally.answered('evaluation', permit(`of ${at}`), true);
      tally.answered('evaluation', deny(`guard.${at}`), false);
    }
    expect(Array.from(tally.decisions())).toEqual([
      { form: 'evaluation', outcome: 'permit', reason: 'permit', count: 1000 },
      { form: 'evaluation', outcome: 'deny', reason: 'guard', count: 1000 },
    ]);
  });

  it('counts what was answered, not what was decided', () => {
    const tally = new DecisionTally();
    tally.answered('forward-auth', permit('a'), false);
    tally.answered('data', deny('indeterminate.log'), false);
    expect(Array.from(tally.decisions())).toEqual([
      { form: 'data', outcome: 'indeterminate', reason: 'indeterminate.log', count: 1 },
      { form: 'forward-auth', outcome: 'deny', reason: 'obligation.unsupported', count: 1 },
    ]);
  });

  it('tells the time of each stop apart', () => {
    const tally = new DecisionTally();
    tally.timed('evaluation', { asked: 10, gathered: 11, decided: 13 }, 20);
    const [, times] = Array.from(tally.times()).find(([form]) => form === 'evaluation') ?? [];
    expect(times?.facts.sumSeconds).toBeCloseTo(0.001);
    expect(times?.policy.sumSeconds).toBeCloseTo(0.002);
    expect(times?.log.sumSeconds).toBeCloseTo(0.007);
  });
});
