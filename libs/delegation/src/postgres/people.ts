import { InvariantViolation } from '@legate/core';
import type { Attributes, IdentityKind, IdentityStatus, ScopeText } from '@legate/core';
import type { LoadedIdentity, LoadedPrincipal } from '../cache/loaded-facts.js';
import {
  MAX_LINEAGE,
  rememberCeilings,
  toPartyFacts,
  toPrincipalFacts,
} from '../identity-record.js';
import type { PartyRecord } from '../identity-record.js';
import { groupByUid } from './group-by-uid.js';

type PartyRow = readonly [
  uid: number,
  kind: IdentityKind,
  id: string,
  status: IdentityStatus,
  ceiling: Partial<ScopeText> | null,
  notBefore: string | null,
  parentUid: number | null,
];
type OwnerRow = readonly [of: number, kind: IdentityKind, id: string, status: IdentityStatus];
type HeldRow = readonly [holderUid: number, name: string];

/** Identities and all agents above them, and the owners of the former. */
export interface PartiesRecord {
  readonly parties: readonly PartyRow[] | null;
  readonly owners: readonly OwnerRow[] | null;
}

/** Groups and roles of subjects and actors. */
export interface HeldRecord {
  readonly groups: readonly HeldRow[] | null;
  readonly roles: readonly HeldRow[] | null;
}

type PeopleRecord = PartiesRecord & Partial<HeldRecord>;

/** A subject or an actor, with its attributes as they are stored. */
export type HolderRow = readonly [uid: number, attributes: Attributes];

/** Puts identities together from what one statement has read of all of them. */
export class People {
  private readonly rows: ReadonlyMap<number, PartyRow>;
  private readonly owners: ReadonlyMap<number, readonly OwnerRow[]>;
  private readonly groups: ReadonlyMap<number, readonly HeldRow[]>;
  private readonly roles: ReadonlyMap<number, readonly HeldRow[]>;
  private readonly known = new Map<number, LoadedIdentity>();
  private readonly parse = rememberCeilings();

  constructor({ parties, owners, groups = null, roles = null }: PeopleRecord) {
    this.rows = new Map((parties ?? []).map((row) => [row[0], row]));
    this.owners = groupByUid(owners);
    this.groups = groupByUid(groups);
    this.roles = groupByUid(roles);
  }

  /** Undefined when it was not asked for, or is gone. @throws InvariantViolation on what does not parse */
  party(uid: number): LoadedIdentity | undefined {
    const known = this.known.get(uid);
    if (known !== undefined) {
      return known;
    }
    const row = this.rows.get(uid);
    if (row === undefined) {
      return undefined;
    }
    const record = this.record(row);
    const party = { uid, facts: toPartyFacts(record, this.parse), hangsOn: hangsOn(record) };
    this.known.set(uid, party);
    return party;
  }

  /** Null for null. @throws InvariantViolation on what does not parse */
  principal<Row extends HolderRow | null>(holder: Row): Row extends null ? null : LoadedPrincipal;
  principal(holder: HolderRow | null): LoadedPrincipal | null {
    if (holder === null) {
      return null;
    }
    const [uid, attributes] = holder;
    const party = this.party(uid);
    if (party === undefined) {
      throw new InvariantViolation('internal.error', `identity ${uid} was not read with its like`);
    }
    const groups = namesOf(this.groups, uid);
    const held = { attributes, groups, roles: namesOf(this.roles, uid) };
    return { ...party, facts: toPrincipalFacts(party.facts, held), groups };
  }

  private record(row: PartyRow): PartyRecord {
    const [uid, kind, id, status, ceiling, notBefore] = row;
    const owners = this.owners.get(uid) ?? [];
    return {
      uid,
      kind,
      id,
      status,
      ceiling,
      notBefore,
      hasLiveOwner: owners.some((owner) => owner[3] === 'active' && owner[1] !== 'agent'),
      owners: owners.map((owner) => `${owner[1]}/${owner[2]}`),
      lineage: this.lineage(row),
    };
  }

  private lineage(row: PartyRow): PartyRecord['lineage'] {
    const above: PartyRecord['lineage'][number][] = [];
    for (let at = row[6]; at !== null && above.length < MAX_LINEAGE;) {
      const parent = this.rows.get(at);
      if (parent === undefined) {
        break;
      }
      above.push({ id: parent[2], status: parent[3], ceiling: parent[4] });
      at = parent[6];
    }
    return above;
  }
}

function hangsOn({ owners, lineage }: PartyRecord): readonly string[] {
  return [...owners, ...lineage.map(({ id }) => `agent/${id}`)];
}

function namesOf(held: ReadonlyMap<number, readonly HeldRow[]>, uid: number): readonly string[] {
  return held.get(uid)?.map((row) => row[1]) ?? [];
}
