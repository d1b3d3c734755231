import type { PolicyInput } from '@legate/core';
import type { SHIPPED } from './opa.js';

type Bundle = keyof typeof SHIPPED;

/** Parts of a question that differ from `QUESTION`; objects are taken whole, not merged. */
export type Change = Partial<PolicyInput>;

/** Monday, 12:00 UTC. */
export const MONDAY_NOON_NS = 1_795_435_200_000_000_000;
const QUESTION: PolicyInput = {
  subject: { type: 'user', id: 'alice', properties: { roles: [] } },
  actor: null,
  mode: 'autonomous',
  chain: [],
  action: { name: 'read', properties: {} },
  resource: { type: 'doc', id: 'd1', stored: true, properties: { owner: 'bob' } },
  context: {},
  approval: null,
  now: '2026-11-23T12:00:00.000Z',
  now_ns: MONDAY_NOON_NS,
};

/** A question, the bundle that is asked, and whether its packages alone would permit. */
export interface Case {
  readonly bundle: Bundle;
  readonly title: string;
  readonly permits: boolean;
  readonly input: PolicyInput;
}

export function permitted(bundle: Bundle, title: string, change: Change): Case {
  return { bundle, title, permits: true, input: { ...QUESTION, ...change } };
}

export function denied(bundle: Bundle, title: string, change: Change): Case {
  return { bundle, title, permits: false, input: { ...QUESTION, ...change } };
}

export const action = (name: string, properties = {}): Change => ({ action: { name, properties } });
