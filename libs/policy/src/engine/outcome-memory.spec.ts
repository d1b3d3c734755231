import type { PolicyOutcome } from '@legate/core';
import { OutcomeMemory } from './outcome-memory.js';

const outcome = (permit: string, more: Partial<PolicyOutcome> = {}): PolicyOutcome => ({
  permits: [permit],
  unprovenGuards: [],
  obligations: [],
  failures: [],
  ...more,
});
const failure = {
  package: 'policy.a',
  reason: 'indeterminate.deadline',
  detail: 'too long',
} as const;

describe('outcomes that are remembered', () => {
  it('are those of the very question', () => {
    const memory = new OutcomeMemory(4);
    memory.keep('a', outcome('one'));
    expect(memory.recall('a')).toEqual(outcome('one'));
    expect(memory.recall('A')).toBeUndefined();
    expect(memory.recall('')).toBeUndefined();
  });

  it('are bounded, and what is asked for stays', () => {
    const memory = new OutcomeMemory(2);
    memory.keep('often', outcome('often'));
    for (let at = 0; at < 10; at++) {
      memory.keep(`once ${at}`, outcome('once'));
      expect(memory.recall('often')).toEqual(outcome('often'));
    }
    const kept = Array.from({ length: 10 }, (_, at) => memory.recall(`once ${at}`));
    expect(kept.filter((each) => each !== undefined).length).toBeLessThanOrEqual(4);
  });

  it('never hold a failure, nor a question of any length', () => {
    const memory = new OutcomeMemory(4);
    memory.keep('failed', outcome('x', { failures: [failure] }));
    memory.keep('q'.repeat(5000), outcome('x'));
    expect(memory.recall('failed')).toBeUndefined();
    expect(memory.recall('q'.repeat(5000))).toBeUndefined();
  });

  it('cannot be changed by who got one', () => {
    const memory = new OutcomeMemory(4);
    const obligation = { id: 'o', type: 'custom', properties: { deep: { list: [1] } } } as const;
    memory.keep('q', outcome('x', { obligations: [obligation], advice: [obligation] }));
    const kept = memory.recall('q');
    expect(() => (kept?.permits as string[]).push('more')).toThrow(TypeError);
    expect(() => (kept?.obligations as unknown[]).pop()).toThrow(TypeError);
    const list = kept?.obligations[0]?.properties as { deep: { list: number[] } };
    expect(() => list.deep.list.push(2)).toThrow(TypeError);
  });
});
