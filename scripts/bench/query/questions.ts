import type { DecisionFilter } from '@legate/decision-log';
import { idOf } from './logged-rows.js';

/** One filter; each run asks for another value. */
export interface LogQuestion {
  readonly name: string;
  queryOf(run: number): string;
  /** The same as the service reads it, for the plan. */
  readonly filter: DecisionFilter;
}

const at = (daysAgo: number): string =>
  encodeURIComponent(new Date(Date.now() - daysAgo * 86_400_000).toISOString());
const agent = (run: number, from: number): string => `agent-${String(from + run)}`;
const user = (run: number, from: number): string => `user-${String(from + run * 37)}`;
const KIND = { kind: 'decision' } as const;

export const QUESTIONS: readonly LogQuestion[] = [
  { name: 'nothing', queryOf: () => '', filter: KIND },
  {
    name: 'an hour, 20 days ago',
    queryOf: (run) => `from=${at(20 + run / 24)}&to=${at(20 + (run - 1) / 24)}`,
    filter: { ...KIND, fromMs: Date.now() - 20 * 86_400_000, toMs: Date.now() - 19.9 * 86_400_000 },
  },
  {
    name: 'a frequent subject',
    queryOf: (run) => `subject=user/user-${String(run)}`,
    filter: { ...KIND, subject: { type: 'user', id: 'user-1' } },
  },
  {
    name: 'a rare subject',
    queryOf: (run) => `subject=user/${user(run, 99_000)}`,
    filter: { ...KIND, subject: { type: 'user', id: 'user-99000' } },
  },
  {
    name: 'an unknown subject',
    queryOf: (run) => `subject=user/nobody-${String(run)}`,
    filter: { ...KIND, subject: { type: 'user', id: 'nobody' } },
  },
  {
    name: 'a frequent actor',
    queryOf: (run) => `actor=agent/${agent(run, 0)}`,
    filter: { ...KIND, actor: { type: 'agent', id: 'agent-0' } },
  },
  {
    name: 'a rare actor',
    queryOf: (run) => `actor=agent/${agent(run, 1950)}`,
    filter: { ...KIND, actor: { type: 'agent', id: 'agent-1950' } },
  },
  {
    name: 'an owner',
    queryOf: (run) => `owner=user/owner-${String(run * 20)}`,
    filter: { ...KIND, owner: 'user:owner-20' },
  },
  {
    name: 'an unknown owner',
    queryOf: (run) => `owner=user/nobody-${String(run)}`,
    filter: { ...KIND, owner: 'user:nobody' },
  },
  {
    name: 'an action',
    queryOf: (run) => `action=${['read', 'export', 'approve', 'none'][run % 4] ?? ''}`,
    filter: { ...KIND, action: 'export' },
  },
  {
    name: 'a resource',
    queryOf: (run) => `resource=record/eu/${String(run * 1000)}`,
    filter: { ...KIND, resource: { type: 'record', id: 'eu/1000' } },
  },
  {
    name: 'a type of resource',
    queryOf: (run) => `resource_type=${['record', 'calendar', 'none'][run % 3] ?? ''}`,
    filter: { ...KIND, resource: { type: 'calendar' } },
  },
  {
    name: 'an outcome',
    queryOf: (run) => `outcome=${['deny', 'indeterminate', 'permit'][run % 3] ?? ''}`,
    filter: { ...KIND, outcome: 'indeterminate' },
  },
  {
    name: 'a frequent reason',
    queryOf: () => 'reason=policy.no_match',
    filter: { ...KIND, reason: 'policy.no_match' },
  },
  {
    name: 'a reason of one in a hundred',
    queryOf: () => 'reason=grant.revoked',
    filter: { ...KIND, reason: 'grant.revoked' },
  },
  {
    name: 'a reason of one in a thousand',
    queryOf: () => 'reason=indeterminate.stale',
    filter: { ...KIND, reason: 'indeterminate.stale' },
  },
  {
    name: 'a reason of one in 100,000',
    queryOf: () => 'reason=agent.suspended',
    filter: { ...KIND, reason: 'agent.suspended' },
  },
  {
    name: 'an unknown reason',
    queryOf: (run) => `reason=none.${String(run)}`,
    filter: { ...KIND, reason: 'none' },
  },
  {
    name: 'a grant, of a frequent agent',
    queryOf: (run) => `grant=${idOf('grant', run)}`,
    filter: { ...KIND, grant: idOf('grant', 0) },
  },
  {
    name: 'a grant, of a rare agent',
    queryOf: (run) => `grant=${idOf('grant', 1900 * 25 + run)}`,
    filter: { ...KIND, grant: idOf('grant', 1900 * 25) },
  },
  {
    name: 'a bundle, of old',
    queryOf: (run) => `bundle=release-${String(run % 12)}`,
    filter: { ...KIND, bundleRevision: 'release-2' },
  },
  {
    name: 'a decision',
    queryOf: (run) => `decision_id=${idOf('decision', run * 1000)}`,
    filter: { ...KIND, decisionId: idOf('decision', 1000) },
  },
  { name: 'admin entries', queryOf: () => 'kind=admin', filter: { kind: 'admin' } },
  {
    name: 'what a rare agent was denied',
    queryOf: (run) => `actor=agent/${agent(run, 1950)}&outcome=deny`,
    filter: { ...KIND, actor: { type: 'agent', id: 'agent-1950' }, outcome: 'deny' },
  },
  {
    name: 'what a frequent agent did to a type',
    queryOf: (run) => `actor=agent/${agent(run, 0)}&resource_type=calendar&action=export`,
    filter: {
      ...KIND,
      actor: { type: 'agent', id: 'agent-0' },
      resource: { type: 'calendar' },
      action: 'export',
    },
  },
  {
    name: 'a rare subject and a frequent reason',
    queryOf: (run) => `subject=user/${user(run, 99_000)}&reason=policy.no_match`,
    filter: { ...KIND, subject: { type: 'user', id: 'user-99000' }, reason: 'policy.no_match' },
  },
];
