import type { Attributes, IdentityKind } from '@legate/core';
import type { Alias, Membership, RoleAssignment } from '@legate/directory';
import { indexedKey } from '@legate/persistence';
import type { ChangedEntity } from '@legate/persistence';
import { Gather } from './gather.js';
import type { PastReader } from './past-reader.js';

interface AskedDocument {
  readonly entity: ChangedEntity;
  readonly key: string;
  readonly revision: number;
}

interface AskedHoldings {
  /** What the keys of memberships and roles of the holder begin with. */
  readonly prefix: string;
  readonly revision: number;
}

/** What one holder holds by itself. */
export interface Holdings {
  readonly roles: readonly RoleAssignment[];
  readonly memberships: readonly Membership[];
}

export interface NamedIdentity {
  readonly kind: IdentityKind;
  readonly id: string;
}

/** Reads what the history of a tenant has as of any revision: each thing once, and those of one turn together. */
export class PastDocuments {
  private readonly documents: Gather<AskedDocument, Attributes | null>;
  private readonly holdings: Gather<AskedHoldings, Holdings>;
  private readonly aliases: Gather<Alias, readonly NamedIdentity[]>;

  constructor(private readonly reader: PastReader) {
    this.documents = new Gather(
      ({ entity, key, revision }) => `${revision} ${entity} ${key}`,
      async (asked) => await this.readDocuments(asked),
    );
    this.holdings = new Gather(
      ({ prefix, revision }) => `${revision} ${prefix}`,
      async (asked) => await this.readHoldings(asked),
    );
    this.aliases = new Gather(
      ({ issuer, subject }) => JSON.stringify([issuer, subject]),
      async (asked) => await this.readAliased(asked),
    );
  }

  /** The object as it was; null when it was not there. */
  async document<T>(asked: AskedDocument): Promise<T | null> {
    return (await this.documents.get(asked)) as T | null;
  }

  async held(asked: AskedHoldings): Promise<Holdings> {
    return await this.holdings.get(asked);
  }

  /** Identities that have had the alias at any time. */
  async onceAliased(alias: Alias): Promise<readonly NamedIdentity[]> {
    return await this.aliases.get(alias);
  }

  private async readDocuments(
    asked: readonly AskedDocument[],
  ): Promise<readonly (Attributes | null)[]> {
    const rows = await this.reader.query<{ n: number; document: Attributes | null }>(LAST, [
      asked.map(({ entity }) => entity),
      asked.map(({ key }) => key),
      asked.map(({ revision }) => revision),
    ]);
    const found = new Map(rows.map(({ n, document }) => [n, document]));
    return asked.map((_, at) => found.get(at + 1) ?? null);
  }

  private async readHoldings(asked: readonly AskedHoldings[]): Promise<readonly Holdings[]> {
    const rows = await this.reader.query<{
      n: number;
      entity: ChangedEntity;
      document: Attributes;
    }>(HELD, [asked.map(({ prefix }) => prefix), asked.map(({ revision }) => revision)]);
    const all = asked.map(() => ({
      roles: [] as RoleAssignment[],
      memberships: [] as Membership[],
    }));
    for (const { n, entity, document } of rows) {
      const list: unknown[] | undefined =
        entity === 'membership' ? all[n - 1]?.memberships : all[n - 1]?.roles;
      list?.push(document);
    }
    return all;
  }

  private async readAliased(
    asked: readonly Alias[],
  ): Promise<readonly (readonly NamedIdentity[])[]> {
    const wanted = asked.map(({ issuer, subject }) =>
      JSON.stringify({ aliases: [{ issuer, subject }] }),
    );
    const rows = await this.reader.query<{ n: number } & NamedIdentity>(ONCE_ALIASED, [wanted]);
    return asked.map((_, at) => rows.filter(({ n }) => n === at + 1));
  }
}

const LAST = `
  SELECT asked.n::int AS n, last.document
  FROM unnest($2::text[], $3::text[], $4::bigint[]) WITH ORDINALITY AS asked (entity, key, revision, n),
    LATERAL (
      SELECT c.document FROM changes c JOIN writes w ON w.id = c.write_id
      WHERE c.tenant_id = $1 AND w.revision <= asked.revision AND c.entity = asked.entity
        AND ${indexedKey('c.key')} = ${indexedKey('asked.key')} AND c.key = asked.key
      ORDER BY w.revision DESC, c.position DESC LIMIT 1
    ) last`;

// A prefix ends with "/", which "0" follows. OFFSET 0 has each looked up in the index by itself.
const HELD = `
  WITH held AS MATERIALIZED (
    SELECT asked.n, asked.revision AS asked_revision, c.*
    FROM unnest($2::text[], $3::bigint[]) WITH ORDINALITY AS asked (prefix, revision, n),
      unnest('{membership,role_assignment}'::text[]) AS e (entity),
      LATERAL (
        SELECT entity, key, write_id, position, document FROM changes
        WHERE tenant_id = $1 AND entity = e.entity
          AND ${indexedKey('key')} >= ${indexedKey('asked.prefix')}
          AND ${indexedKey('key')} <= ${indexedKey("rtrim(asked.prefix, '/') || '0'")}
          AND starts_with(key, asked.prefix)
        OFFSET 0
      ) c
  )
  SELECT n::int AS n, entity, document FROM (
    SELECT DISTINCT ON (c.n, c.entity, c.key) c.n, c.entity, c.document
    FROM held c JOIN writes w ON w.id = c.write_id
    WHERE w.revision <= c.asked_revision
    ORDER BY c.n, c.entity, c.key, w.revision DESC, c.position DESC
  ) last
  WHERE document IS NOT NULL`;

const ONCE_ALIASED = `
  SELECT DISTINCT asked.n::int AS n, c.document->>'kind' AS kind, c.document->>'id' AS id
  FROM unnest($2::jsonb[]) WITH ORDINALITY AS asked (wanted, n)
    JOIN changes c ON c.document @> asked.wanted
  WHERE c.tenant_id = $1 AND c.entity = 'identity'`;
