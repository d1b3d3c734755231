import { IDENTITY_KINDS } from '@legate/core';
import type { Attributes, IdentityKind, IdentityRef } from '@legate/core';
import { entryKey, holdingPrefix } from '@legate/directory';
import type {
  Alias,
  Group,
  HolderRef,
  Identity,
  Membership,
  Resource,
  ResourceRef,
  RoleAssignment,
} from '@legate/directory';
import { indexedKey } from '@legate/persistence';
import type { ChangedEntity } from '@legate/persistence';
import type { EntityManager } from 'typeorm';

/** What an identity holds: the active groups it is in, and roles. */
export interface Held {
  readonly groups: readonly string[];
  readonly roles: readonly string[];
}

/** Reads what the history has as of one revision; each object once. */
export class PastDocuments {
  private readonly read = new Map<string, Promise<Attributes | null>>();

  constructor(
    readonly tx: EntityManager,
    readonly tenant: string,
    readonly revision: number,
  ) {}

  async identity({ kind, id }: IdentityRef): Promise<Identity | null> {
    return await this.document<Identity>('identity', entryKey(kind, id));
  }

  async identities(refs: readonly IdentityRef[]): Promise<readonly Identity[]> {
    const found = await Promise.all(refs.map(async (ref) => await this.identity(ref)));
    return found.filter((one) => one !== null);
  }

  async resource({ type, id }: ResourceRef): Promise<Resource | null> {
    return await this.document<Resource>('resource', entryKey(type, id));
  }

  /** What the subject type stood for. */
  async kindOf(type: string): Promise<IdentityKind | null> {
    const known = IDENTITY_KINDS.find((kind) => kind === type);
    const mapped = await this.document<{ value: IdentityKind }>('subject_type', type);
    return known ?? mapped?.value ?? null;
  }

  /** The identity that had the alias. */
  async aliased({ issuer, subject }: Alias): Promise<Identity | null> {
    const wanted = JSON.stringify({ aliases: [{ issuer, subject }] });
    const rows: { kind: IdentityKind; id: string }[] = await this.tx.query(ONCE_ALIASED, [
      this.tenant,
      wanted,
    ]);
    const candidates = await this.identities(rows);
    const isIt = (one: Alias): boolean => one.issuer === issuer && one.subject === subject;
    // Histories from before there were aliases have none.
    return candidates.find(({ aliases = [] }: Partial<Identity>) => aliases.some(isIt)) ?? null;
  }

  /** Groups and roles, through groups in groups too. */
  async held(identity: IdentityRef): Promise<Held> {
    const groups: string[] = [];
    const roles = new Set<string>();
    const seen = new Set<string>();
    for (let level: readonly HolderRef[] = [identity]; level.length > 0;) {
      const { role, membership } = await this.heldBy(level);
      role.forEach((one) => roles.add(one.role));
      const found = membership.map(({ group }) => group).filter((group) => !seen.has(group));
      found.forEach((group) => seen.add(group));
      const active = await this.activeOf(found);
      groups.push(...active);
      level = active.map((id) => ({ kind: 'group', id }));
    }
    return { groups, roles: [...roles] };
  }

  private async activeOf(groups: readonly string[]): Promise<readonly string[]> {
    if (groups.length === 0) {
      return [];
    }
    const values = [this.tenant, this.revision, groups];
    const rows: { document: Group | null }[] = await this.tx.query(GROUPS, values);
    return rows.flatMap(({ document }) => (document?.status === 'active' ? [document.id] : []));
  }

  private async heldBy(
    holders: readonly HolderRef[],
  ): Promise<{ role: readonly RoleAssignment[]; membership: readonly Membership[] }> {
    const rows: { entity: ChangedEntity; document: Attributes }[] = await this.tx.query(HELD, [
      this.tenant,
      this.revision,
      holders.map(holdingPrefix),
    ]);
    const of = (entity: ChangedEntity): readonly unknown[] =>
      rows.filter((row) => row.entity === entity).map(({ document }) => document);
    return {
      role: of('role_assignment') as readonly RoleAssignment[],
      membership: of('membership') as readonly Membership[],
    };
  }

  private async document<T>(entity: ChangedEntity, key: string): Promise<T | null> {
    const name = `${entity} ${key}`;
    const reading = this.read.get(name) ?? this.query(entity, key);
    this.read.set(name, reading);
    return (await reading) as T | null;
  }

  private async query(entity: ChangedEntity, key: string): Promise<Attributes | null> {
    const values = [this.tenant, this.revision, entity, key];
    const [row]: { document: Attributes | null }[] = await this.tx.query(LAST, values);
    return row?.document ?? null;
  }
}

const LAST = `
  SELECT c.document FROM changes c JOIN writes w ON w.id = c.write_id
  WHERE c.tenant_id = $1 AND w.revision <= $2 AND c.entity = $3
    AND ${indexedKey('c.key')} = ${indexedKey('$4')} AND c.key = $4
  ORDER BY w.revision DESC, c.position DESC LIMIT 1`;

const GROUPS = `
  SELECT DISTINCT ON (c.key) c.document FROM changes c JOIN writes w ON w.id = c.write_id
  WHERE c.tenant_id = $1 AND w.revision <= $2 AND c.entity = 'group'
    AND ${indexedKey('c.key')} = ANY (ARRAY(SELECT ${indexedKey('id')} FROM unnest($3::text[]) AS wanted (id)))
    AND c.key = ANY ($3::text[])
  ORDER BY c.key, w.revision DESC, c.position DESC`;

// A prefix ends with "/", which "0" follows. OFFSET 0 has each looked up in the index by itself.
const HELD = `
  WITH held AS MATERIALIZED (
    SELECT c.* FROM unnest($3::text[]) AS p (prefix), unnest('{membership,role_assignment}'::text[]) AS e (entity),
      LATERAL (
        SELECT entity, key, write_id, position, document FROM changes
        WHERE tenant_id = $1 AND entity = e.entity
          AND ${indexedKey('key')} >= ${indexedKey('p.prefix')}
          AND ${indexedKey('key')} <= ${indexedKey("rtrim(p.prefix, '/') || '0'")}
          AND starts_with(key, p.prefix)
        OFFSET 0
      ) c
  )
  SELECT entity, document FROM (
    SELECT DISTINCT ON (c.entity, c.key) c.entity, c.document
    FROM held c JOIN writes w ON w.id = c.write_id
    WHERE w.revision <= $2
    ORDER BY c.entity, c.key, w.revision DESC, c.position DESC
  ) last
  WHERE document IS NOT NULL`;

const ONCE_ALIASED = `
  SELECT DISTINCT document->>'kind' AS kind, document->>'id' AS id FROM changes
  WHERE tenant_id = $1 AND entity = 'identity' AND document @> $2::jsonb`;
