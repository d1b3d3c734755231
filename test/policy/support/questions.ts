import type { Attributes, PolicyInput, PolicyOutcome } from '@legate/core';
import { PATTERN_CASES } from './pattern-questions.js';
import { action, denied, MONDAY_NOON_NS, permitted } from './question-case.js';
import type { Case, Change } from './question-case.js';

const user = (...roles: string[]): Change => ({
  subject: { type: 'user', id: 'alice', properties: { roles } },
});
const agent: Change = {
  subject: { type: 'agent', id: 'bot', properties: { roles: ['admin', 'editor', 'viewer'] } },
};
const autonomous = (named: Attributes): Change => ({
  subject: { type: 'agent', id: 'bot', properties: { autonomous: named } },
});
const doc = (properties: PolicyInput['resource']['properties'], stored = true): Change => ({
  resource: { type: 'doc', id: 'd1', stored, properties },
});

const starter: readonly Case[] = [
  permitted('starter', 'admin', { ...user('admin'), ...action('delete') }),
  permitted('starter', 'editor', { ...user('editor'), ...action('can_create_todo') }),
  permitted('starter', 'viewer', user('viewer')),
  permitted('starter', 'owner', { ...action('delete'), ...doc({ owner: 'alice' }) }),
  permitted('starter', 'autonomous', autonomous({ doc: ['read'] })),
  denied('starter', 'no role', {}),
  denied('starter', 'viewer writes', { ...user('viewer'), ...action('write') }),
  denied('starter', 'editor deletes', { ...user('editor'), ...action('delete') }),
  denied('starter', 'agent with roles', agent),
  denied('starter', 'agent that owns', { ...agent, ...doc({ owner: 'bot' }) }),
  denied('starter', 'agent, other action', autonomous({ doc: ['list'] })),
  denied('starter', 'agent, other type', autonomous({ record: ['read'] })),
  denied('starter', 'agent named by the resource', {
    ...agent,
    ...doc({ autonomous: { doc: ['read'], bot: ['read'] } }),
  }),
  denied('starter', 'user with the attribute', {
    subject: { type: 'user', id: 'alice', properties: { autonomous: { doc: ['read'] } } },
  }),
];

const caller = (operation: string, ...roles: string[]): Change => ({
  subject: { type: 'caller', id: 'c1', properties: { roles } },
  ...action(operation),
  resource: { type: 'admin_api', id: 'tenant', stored: false, properties: {} },
});

const system: readonly Case[] = [
  permitted('system', 'admin writes', caller('identities.write', 'admin')),
  denied('system', 'admin grants for others', caller('grants.write', 'admin')),
  permitted('system', 'audit reads', caller('decisions.read', 'audit')),
  permitted('system', 'decide decides', caller('decide', 'decide')),
  permitted('system', 'grants:any revokes', caller('grants.revoke', 'grants:any')),
  denied('system', 'admin decides', caller('decide', 'admin')),
  denied('system', 'audit writes', caller('grants.write', 'audit')),
  denied('system', 'decide searches', caller('search', 'decide')),
  denied('system', 'grants:any reads callers', caller('callers.read', 'grants:any')),
  permitted('system', 'policy:push writes bundles', caller('bundles.write', 'policy:push')),
  permitted('system', 'policy:push reads bundles', caller('bundles.read', 'policy:push')),
  denied('system', 'policy:push reads callers', caller('callers.read', 'policy:push')),
  denied('system', 'policy:debug reads bundles', caller('bundles.read', 'policy:debug')),
  denied('system', 'user with the role', { ...user('admin'), ...action('grants.write') }),
];

const buyer = { type: 'user', id: 'alice', properties: { roles: ['buyer'] } };
const bot = { type: 'agent', id: 'bot', properties: {} };
const tool = (amount: number, maxAmount: number, change = {}): Change => ({
  subject: buyer,
  actor: bot,
  mode: 'delegated',
  ...action('call', { amount }),
  resource: {
    type: 'tool',
    id: 'pay',
    stored: true,
    properties: {
      roles: ['buyer'],
      digest: 'sha256:aa',
      takes_amount: true,
      max_amount: maxAmount,
      ...change,
    },
  },
  context: { tool_digest: 'sha256:aa' },
});
const keeper = (name: string, properties = {}, purpose = 'billing'): Change => ({
  subject: { type: 'user', id: 'alice', properties: { roles: ['record_keeper'], clearance: 1 } },
  actor: bot,
  mode: 'delegated',
  ...action(name),
  resource: {
    type: 'record',
    id: 'r1',
    stored: true,
    properties: {
      classification: 'internal',
      status: 'active',
      purposes: ['billing'],
      ...properties,
    },
  },
  context: { purpose },
});

const agents: readonly Case[] = [
  permitted('agents', 'small amount', tool(40, 100)),
  permitted('agents', 'large amount', tool(4000, 5000)),
  permitted('agents', 'reads a record', keeper('read')),
  permitted('agents', 'writes a record', keeper('write')),
  denied('agents', 'above the cap', tool(101, 100)),
  denied('agents', 'another digest', tool(40, 100, { digest: 'sha256:bb' })),
  denied('agents', 'another role', tool(40, 100, { roles: ['seller'] })),
  denied('agents', 'archived', keeper('read', { status: 'archived' })),
  denied('agents', 'secret', keeper('read', { classification: 'secret' })),
  denied('agents', 'another purpose', keeper('read', {}, 'marketing')),
  denied('agents', 'writes at night', {
    ...keeper('write'),
    now: '2026-11-23T03:00:00.000Z',
    now_ns: MONDAY_NOON_NS - 9 * 3_600_000_000_000,
  }),
  denied('agents', 'no package is for it', keeper('delete')),
];

const document = (
  name: string,
  subject: Attributes,
  { archived = false, region = 'eu' }: { archived?: boolean; region?: string } = {},
): Change => ({
  subject: { type: 'user', id: 'bob', properties: { roles: ['reader'], region: 'eu' }, ...subject },
  ...action(name),
  resource: {
    type: 'document',
    id: 'd1',
    stored: true,
    properties: { owner: 'alice', archived, region },
  },
});

const fromOpa: readonly Case[] = [
  permitted('fromOpa', 'reader reads', document('read', {})),
  permitted('fromOpa', 'reader reads what is archived', document('read', {}, { archived: true })),
  permitted('fromOpa', 'owner writes', document('write', { id: 'alice' })),
  permitted('fromOpa', 'owner reads', document('read', { id: 'alice' })),
  denied('fromOpa', 'reader writes', document('write', {})),
  denied(
    'fromOpa',
    'owner writes what is archived',
    document('write', { id: 'alice' }, { archived: true }),
  ),
  denied('fromOpa', 'reader reads elsewhere', document('read', {}, { region: 'us' })),
  denied('fromOpa', 'owner writes elsewhere', document('write', { id: 'alice' }, { region: 'us' })),
  denied('fromOpa', 'no role', document('read', { properties: { roles: [], region: 'eu' } })),
];

/** Questions with well-typed attributes, of which each bundle permits some and denies others. */
export const CASES: readonly Case[] = [
  ...starter,
  ...system,
  ...agents,
  ...fromOpa,
  ...PATTERN_CASES,
];

/** What `combine` would say to the outcome alone. */
export function isPermit({ permits, unprovenGuards, failures }: PolicyOutcome): boolean {
  return permits.length > 0 && unprovenGuards.length === 0 && failures.length === 0;
}
