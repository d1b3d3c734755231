import type { Attributes } from '@legate/core';
import { action, denied, MONDAY_NOON_NS, permitted } from './question-case.js';
import type { Case, Change } from './question-case.js';

const HOUR_NS = 3_600_000_000_000;

const user = (id: string, properties: Attributes = {}): Change => ({
  subject: { type: 'user', id, properties },
});
const resource = (type: string, properties: Attributes, more: object = {}): Change => ({
  resource: { type, id: `${type}-1`, stored: true, properties, ...more },
});

const rbac = (roles: readonly string[], name: string, writtenBy: string): Change => ({
  ...user('alice', { roles, department: 'finance' }),
  ...action(name),
  ...resource('invoice', { written_by: writtenBy, amount: 40 }),
});

const note = (id: string, name: string, sharedWith: readonly string[] = []): Change => ({
  ...user(id, { roles: ['anything'] }),
  ...action(name),
  ...resource(
    'note',
    { shared_with: sharedWith, title: 'x' },
    { owner: { type: 'user', id: 'alice' } },
  ),
});

const report = (clearance: number, classification: string, context: Attributes): Change => ({
  ...user('alice', { clearance, roles: [] }),
  ...action('read'),
  ...resource('report', { classification, countries: ['CH', 'DE'] }),
  context,
});

const file = (id: string, name: string, groups: readonly string[] = []): Change => ({
  ...user(id, { groups }),
  ...action(name),
  ...resource(
    'file',
    {},
    {
      ancestors: [
        {
          type: 'folder',
          id: 'team',
          properties: { members: ['alice', 'group:finance'], editors: ['carol'] },
        },
      ],
    },
  ),
});

const call = (tool: string, args: Attributes, tools: readonly string[] = [tool]): Change => ({
  ...user('alice'),
  actor: { type: 'agent', id: 'helper', properties: { tools } },
  mode: 'delegated',
  ...action('call', { arguments: args }),
  resource: {
    type: 'agent_tool',
    id: tool,
    stored: true,
    properties: { arguments: ['amount', 'path', 'query'] },
  },
});

const caseFile = (purpose: string, change: Change = {}): Change => ({
  ...user('alice', { roles: ['case_worker'] }),
  ...action('read'),
  ...resource('case_file', { purposes: ['care', 'billing'] }),
  context: { purpose },
  ...change,
});
const chain = (...purposes: string[]): Change => ({
  actor: { type: 'agent', id: 'helper', properties: {} },
  mode: 'delegated',
  context: {},
  chain: purposes.map((purpose, at) => ({
    id: `grant-${at}`,
    grantor: { type: 'user', id: 'alice' },
    grantee: { type: 'agent', id: 'helper' },
    purpose,
  })),
});

/**
 * Questions about the patterns of docs/policy-patterns.md. That an argument nobody knows and a grant for another purpose
 * deny is in their Rego tests: without that argument or grant it is another question, which may be permitted.
 */
export const PATTERN_CASES: readonly Case[] = [
  permitted('patterns', 'accountant approves', rbac(['accountant'], 'approve', 'bob')),
  permitted('patterns', 'clerk writes', rbac(['clerk'], 'write', 'alice')),
  denied('patterns', 'approves their own', rbac(['accountant'], 'approve', 'alice')),
  denied('patterns', 'viewer writes', rbac(['viewer'], 'write', 'bob')),
  permitted('patterns', 'owner deletes', note('alice', 'delete')),
  permitted('patterns', 'shared note is read', note('bob', 'read', ['bob', 'carol'])),
  denied('patterns', 'shared note is deleted', note('bob', 'delete', ['bob', 'carol'])),
  permitted(
    'patterns',
    'clearance',
    report(2, 'confidential', { country: 'CH', managed_device: true }),
  ),
  permitted('patterns', 'public on any device', report(0, 'public', { country: 'CH' })),
  denied('patterns', 'secret', report(2, 'secret', { country: 'CH', managed_device: true })),
  denied('patterns', 'abroad', report(3, 'internal', { country: 'US', managed_device: true })),
  denied('patterns', 'own device', report(3, 'internal', { country: 'CH', managed_device: false })),
  permitted('patterns', 'member reads', file('alice', 'read')),
  permitted('patterns', 'group reads', file('dan', 'read', ['finance'])),
  permitted('patterns', 'editor writes', file('carol', 'write')),
  denied('patterns', 'member writes', file('alice', 'write')),
  permitted('patterns', 'small refund', call('refund', { amount: 40 })),
  permitted('patterns', 'own file', call('read_file', { path: '/home/helper/a.txt' })),
  denied('patterns', 'large refund', call('refund', { amount: 101 })),
  denied('patterns', 'leads out', call('read_file', { path: '/home/helper/../other/a.txt' })),
  denied('patterns', 'another tool', call('search', { query: 'x' }, ['refund'])),
  permitted('patterns', 'in office hours', caseFile('care')),
  permitted('patterns', 'purpose of the grants', caseFile('care', chain('care', 'billing'))),
  denied('patterns', 'another purpose', caseFile('marketing')),
  denied('patterns', 'at night', caseFile('care', { now_ns: MONDAY_NOON_NS - 9 * HOUR_NS })),
];
