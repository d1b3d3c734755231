/**
 * A company of a given size, made up from a seed: who there is, and who may act for whom. Nothing is kept in
 * memory; each part can be asked for again, so the load generator knows what the database holds.
 */
import { Random } from './random.js';

export interface CompanySize {
  readonly seed: number;
  readonly identities: number;
  readonly grants: number;
  readonly resources: number;
  /** ms since the epoch: times of grants are relative to it. */
  readonly now: number;
}

export interface Party {
  readonly kind: 'user' | 'service' | 'agent';
  readonly id: string;
}

export interface SeedIdentity extends Party {
  readonly uid: number;
  readonly status: 'active' | 'suspended' | 'retired';
  readonly attributes: object;
  readonly ceiling: object | null;
  readonly parentUid: number | null;
  readonly ownerUids: readonly number[];
  /** The team it is a member of. */
  readonly team: number | null;
}

export const TEAMS = 1000;
export const DEPARTMENTS = 50;
const AREAS = 10;

export class Company {
  readonly users: number;
  readonly services: number;
  readonly agents: number;

  constructor(readonly size: CompanySize) {
    this.users = Math.floor(size.identities * 0.7);
    this.services = Math.floor(size.identities * 0.05);
    this.agents = size.identities - this.users - this.services;
  }

  *identities(): Generator<SeedIdentity> {
    for (let uid = 1; uid <= this.size.identities; uid += 1) {
      yield this.identity(uid);
    }
  }

  /** Uids are those of the database: users first, then services, then agents. */
  party(uid: number): Party {
    if (uid <= this.users) {
      return { kind: 'user', id: `user-${uid}` };
    }
    return uid <= this.users + this.services
      ? { kind: 'service', id: `service-${uid}` }
      : { kind: 'agent', id: `agent-${uid}` };
  }

  private identity(uid: number): SeedIdentity {
    const random = new Random(this.size.seed, uid);
    const party = this.party(uid);
    const fate = random.next();
    const status = fate < 0.01 ? 'suspended' : fate < 0.015 ? 'retired' : 'active';
    const base = { ...party, uid, status } as const;
    if (party.kind === 'agent') {
      return { ...base, ...this.agentParts(uid, random) };
    }
    const team = random.chance(0.6) ? random.below(TEAMS) : null;
    const roles = team === null ? ['editor'] : [];
    const attributes = { roles, region: REGIONS[random.below(REGIONS.length)], level: uid % 7 };
    return { ...base, attributes, ceiling: null, parentUid: null, ownerUids: [], team };
  }

  private agentParts(
    uid: number,
    random: Random,
  ): Omit<SeedIdentity, keyof Party | 'uid' | 'status'> {
    const first = this.users + this.services + 1;
    const parentUid = uid > first && random.chance(0.1) ? first + random.below(uid - first) : null;
    const ownerUids = [1 + random.below(this.users)];
    if (random.chance(0.2)) {
      ownerUids.push(1 + (((ownerUids[0] ?? 0) + 1) % this.users));
    }
    const ceiling = random.chance(0.8)
      ? { actions: ['read', 'write'], resources: [{ type: 'record', id: '**' }] }
      : null;
    const attributes = { model: `m-${random.below(40)}`, runtime: `r-${random.below(200)}` };
    return { attributes, ceiling, parentUid, ownerUids, team: null };
  }

  /** A grant's parties: users give most, a few agents are given very much. */
  randomGiver(random: Random): number {
    return random.chance(0.95)
      ? 1 + random.below(this.users)
      : this.users + 1 + random.below(this.services);
  }

  randomAgent(random: Random): number {
    return this.users + this.services + 1 + Math.floor(this.agents * random.next() ** 2);
  }
}

const REGIONS = ['eu-west', 'eu-north', 'us-east', 'ap-south'];

/** Ids of stored resources: `team-<n>/area-<n>/doc-<n>`. */
export function resourceId(index: number): string {
  const team = index % TEAMS;
  const area = Math.floor(index / TEAMS) % AREAS;
  return `team-${team}/area-${area}/doc-${Math.floor(index / (TEAMS * AREAS))}`;
}

export function randomArea(random: Random, team: number): string {
  return `team-${team}/area-${random.below(AREAS)}`;
}
