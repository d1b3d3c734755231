import type { Company } from './company.js';
import { randomArea, TEAMS } from './company.js';
import { Random } from './random.js';

export interface SeedGrant {
  readonly id: string;
  readonly grantorUid: number;
  readonly granteeUid: number;
  readonly rootUid: number;
  /** Ids down to this one: the root first, itself last. */
  readonly path: readonly string[];
  readonly actions: readonly string[];
  readonly area: string;
  readonly maxDepth: number;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

/** Grants of one root: a chain, and now and then branches off it. */
export interface GrantTree {
  readonly chain: readonly [SeedGrant, ...SeedGrant[]];
  readonly branches: readonly SeedGrant[];
}

/** How many in a hundred chains have 1, 2, … 8 grants. */
const LENGTHS = [34, 22, 14, 9, 7, 5, 4, 5];
export const LONGEST = LENGTHS.length;
const DAY_MS = 86_400_000;
/** Trees draw from other numbers than identities. */
const TREES_FROM = 1_000_000_000;

export function* grantTrees(company: Company): Generator<GrantTree> {
  let left = company.size.grants;
  for (let index = 0; left > 0; index += 1) {
    const { chain, branches } = grantTree(company, index);
    const [root, ...below] = chain.slice(0, left);
    const kept = branches.slice(0, Math.max(0, left - chain.length));
    if (root !== undefined) {
      yield { chain: [root, ...below], branches: kept };
    }
    left -= chain.length + kept.length;
  }
}

export function grantTree(company: Company, index: number): GrantTree {
  const random = new Random(company.size.seed, TREES_FROM + index);
  const length = randomLength(random);
  const root = makeRoot(company, random, length);
  const chain: [SeedGrant, ...SeedGrant[]] = [root];
  for (let parent = root; chain.length < length;) {
    parent = makeChild(company, random, parent);
    chain.push(parent);
  }
  const fork = chain.at(-2);
  const branches = fork === undefined || random.chance(0.7) ? [] : [fork, fork];
  return {
    chain: withRevocation(chain, random),
    branches: branches.map((parent) => makeChild(company, random, parent)),
  };
}

function randomLength(random: Random): number {
  let drawn = random.below(100);
  const at = LENGTHS.findIndex((share) => (drawn -= share) < 0);
  return at + 1;
}

function makeRoot(company: Company, random: Random, length: number): SeedGrant {
  const id = random.uuid();
  const rootUid = company.randomGiver(random);
  const { now } = company.size;
  const createdAt = now - random.below(365) * DAY_MS - random.below(DAY_MS);
  const fate = random.next();
  return {
    id,
    grantorUid: rootUid,
    granteeUid: company.randomAgent(random),
    rootUid,
    path: [id],
    actions: ['read', 'write'],
    area: `team-${random.below(TEAMS)}`,
    maxDepth: length + 1,
    createdAt,
    expiresAt:
      fate < 0.05 ? createdAt + 1 : fate < 0.6 ? now + (1 + random.below(365)) * DAY_MS : null,
    revokedAt: null,
  };
}

function makeChild(company: Company, random: Random, parent: SeedGrant): SeedGrant {
  const id = random.uuid();
  const isWhole = parent.path.length < 3 || parent.area.includes('/');
  return {
    ...parent,
    id,
    grantorUid: parent.granteeUid,
    granteeUid: company.randomAgent(random),
    path: [...parent.path, id],
    actions: parent.path.length < 4 ? parent.actions : ['read'],
    area: isWhole ? parent.area : randomArea(random, Number(parent.area.slice('team-'.length))),
    maxDepth: parent.maxDepth - 1,
  };
}

/** One in thirty chains has a grant that was revoked. */
function withRevocation(
  chain: readonly [SeedGrant, ...SeedGrant[]],
  random: Random,
): GrantTree['chain'] {
  const revoked = random.chance(1 / 30) ? random.below(chain.length) : -1;
  const [root, ...below] = chain.map((grant, at) =>
    at === revoked ? { ...grant, revokedAt: grant.createdAt + 2 } : grant,
  );
  return root === undefined ? chain : [root, ...below];
}
