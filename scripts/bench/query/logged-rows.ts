import { copyRow } from '../scale/copy-in.js';
import { Random } from '../scale/random.js';

const DAY_MS = 86_400_000;
export const DAYS = 30;
const WRITERS = 4;
const USERS = 100_000;
const AGENTS = 2000;
const GRANTS = 50_000;
const BUNDLES = 12;
const RESOURCES = 1_000_000;
const ACTIONS = ['read', 'write', 'list', 'delete', 'send', 'pay', 'approve', 'export'];
const TYPES = ['record', 'document', 'tool', 'mailbox', 'account', 'ticket', 'model', 'calendar'];

/** In the order of `copyRow` below. */
export const COLUMNS =
  'writer, seq, at, kind, tenant, decision_id, hash, entry, subject_type, subject_id, actor_type, actor_id, owners, ' +
  'action, resource_type, resource_id, decision, outcome, reasons, grants, bundle_revision, bundle_digest, revision, ' +
  'caller, request_id';

/** The id of the n-th, of what has a UUID. */
export function idOf(what: 'writer' | 'grant' | 'decision', index: number): string {
  const kind = { writer: 1, grant: 2, decision: 3 }[what];
  return new Random(kind, index).uuid();
}

/** Few do most: the first of them a large part, the last almost nothing. */
const skewed = (chance: Random, count: number): number => Math.floor(count * chance.next() ** 3);

/**
 * Rows of `decisions`, in the order of time, over the days before `endMs`: four in five of the tenant `default`, one in
 * a thousand of `small`; agents of all frequencies, bundles one after the other, one reason in a hundred thousand.
 */
export function* loggedRows(entries: number, endMs: number): Generator<string> {
  const writers = Array.from({ length: WRITERS }, (_, at) => idOf('writer', at));
  const grantIds = Array.from({ length: GRANTS }, (_, at) => idOf('grant', at));
  const chance = new Random(7, 0);
  for (let index = 0; index < entries; index += 1) {
    const share = index / entries;
    const at = new Date(endMs - DAYS * DAY_MS * (1 - share)).toISOString();
    const writer = writers[index % WRITERS] ?? '';
    yield rowOf({
      chance,
      grantIds,
      share,
      at,
      writer,
      seq: Math.floor(index / WRITERS) + 1,
      index,
    });
  }
}

interface Drawn {
  readonly chance: Random;
  readonly grantIds: readonly string[];
  readonly share: number;
  readonly at: string;
  readonly writer: string;
  readonly seq: number;
  readonly index: number;
}

function rowOf(drawn: Drawn): string {
  const { chance, share, at, writer, seq, index } = drawn;
  const tenant = pickTenant(chance.next());
  const { actor, owner, chain } = pickActing(drawn);
  const subject = { type: 'user', id: `user-${String(skewed(chance, USERS))}` };
  const action = { name: pick(chance, ACTIONS) };
  const resource = { type: pick(chance, TYPES), id: `eu/${String(chance.below(RESOURCES))}` };
  const [outcome, reason] = pickOutcome(chance);
  const decided = { decision: outcome === 'permit', outcome, reasons: [reason] };
  const bundleRevision = `release-${String(Math.floor(share * BUNDLES))}`;
  const decisionId = idOf('decision', index);
  const kind = chance.chance(0.0005) ? 'admin' : 'decision';
  const revision = 1000 + index;
  const entry = JSON.stringify({
    ...{ v: 1, kind, writer, seq, at, tenant, decisionId, form: 'evaluation', caller: CALLER },
    ...{ requestId: decisionId, traceId: null, subject, actor, owner, mode: 'delegated', chain },
    ...{ action, resource: { ...resource, properties: { region: 'eu', level: 'internal' } } },
    context: { channel: 'web', ip: '10.20.30.40', session: decisionId },
    ...{ ...decided, obligations: [], approval: null, budgets: [], bundleRevision },
    ...{ bundleDigest: DIGEST, revision, now: at, timings: { decide: 41 }, replayable: true },
  });
  return copyRow([
    ...[writer, seq, at, kind, tenant, decisionId, HASH, entry, subject.type, subject.id],
    ...[actor?.type ?? null, actor?.id ?? null, list(owner), action.name],
    ...[resource.type, resource.id, decided.decision, outcome, list([reason]), list(chain)],
    ...[bundleRevision, DIGEST, revision, CALLER, decisionId],
  ]);
}

interface Acting {
  readonly actor: { readonly type: string; readonly id: string } | null;
  readonly owner: readonly string[];
  readonly chain: readonly string[];
}

/** An agent has 25 grants, and uses one on every 25th day alone. */
function pickActing({ chance, grantIds, share }: Drawn): Acting {
  if (chance.next() >= 0.4) {
    return { actor: null, owner: [], chain: [] };
  }
  const agent = skewed(chance, AGENTS);
  return {
    actor: { type: 'agent', id: `agent-${String(agent)}` },
    owner: [`user:owner-${String(agent % 500)}`],
    chain: [grantIds[agent * 25 + (Math.floor(share * DAYS) % 25)] ?? ''],
  };
}

const pick = (chance: Random, names: readonly string[]): string =>
  names[skewed(chance, names.length)] ?? '';

const CALLER = '3f0c9f62-2f6d-4d58-9a55-0d5a3e4b7c11';
const DIGEST = 'ab'.repeat(32);
const HASH = `\\x${'cd'.repeat(32)}`;

const list = (values: readonly string[]): string => `{${values.join(',')}}`;

function pickTenant(drawn: number): string {
  if (drawn < 0.8) {
    return 'default';
  }
  return drawn < 0.801 ? 'small' : `tenant-${String(Math.floor(drawn * 1000) % 7)}`;
}

function pickOutcome(chance: Random): readonly [string, string] {
  const drawn = chance.next();
  if (drawn < 0.00001) {
    return ['deny', 'agent.suspended'];
  }
  if (drawn < 0.001) {
    return ['indeterminate', 'indeterminate.stale'];
  }
  if (drawn < 0.01) {
    return ['deny', 'grant.revoked'];
  }
  return drawn < 0.12
    ? ['deny', 'policy.no_match']
    : ['permit', `permit.rule-${String(skewed(chance, 40))}`];
}
