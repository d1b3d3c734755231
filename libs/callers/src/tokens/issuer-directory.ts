import { ConflictError, NotFoundError } from '@legate/core';
import { atRevision, isSameJson, readCursor, toPage } from '@legate/directory';
import type { Page, PageRequest, PutResult } from '@legate/directory';
import { requirePrecondition, RevisionedWriter, toDatabaseError } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../caller.js';
import { requireHeld } from '../require-held.js';
import { CALLER_ROLES } from '../roles.js';
import type { CallerRole } from '../roles.js';
import type { Issuer, IssuerInput } from './issuer.js';

/** The issuers of tokens that a tenant believes. */
@Injectable()
export class IssuerDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writer: RevisionedWriter,
  ) {}

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, id: string): Promise<Issuer> {
    try {
      return (await find(this.dataSource.manager, tenant, id)) ?? throwNotFound();
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** By id, in byte order. @throws InvalidRequestError, UnavailableError */
  async list(tenant: string, { limit, cursor }: PageRequest): Promise<Page<Issuer>> {
    const [after] = readCursor(cursor);
    try {
      const text = `${SELECT} AND i.id > $2 ORDER BY i.id LIMIT $3`;
      const rows: IssuerRecord[] = await this.dataSource.query(text, [tenant, after, limit + 1]);
      return toPage(rows.map(toIssuer), limit, ({ id }) => [id, '']);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /**
   * Creates or replaces an issuer. Whoever says which keys are believed can be any of the callers that are known by
   * them, so it takes their roles.
   *
   * @throws PreconditionFailedError; ConflictError `issuer.taken`; ForbiddenError
   */
  async put(
    editor: Caller,
    scope: WriteScope,
    { id, input }: { readonly id: string; readonly input: IssuerInput },
  ): Promise<Written<PutResult<Issuer>>> {
    return atRevision(
      await this.writer.write(scope, async (unit): Promise<PutResult<Issuer>> => {
        const found = await find(unit.tx, scope.tenant, id);
        requirePrecondition(scope, found?.revision ?? null);
        await requireHeldByAll(unit, editor, input.issuer);
        const wanted = { ...input, id, revision: 0 };
        if (found !== null && isSameJson({ ...found, revision: 0 }, wanted)) {
          return { stored: found, created: false };
        }
        await store(unit, id, input);
        return { stored: wanted, created: found === null };
      }),
    );
  }

  /** @throws NotFoundError, PreconditionFailedError */
  async delete(scope: WriteScope, id: string): Promise<Written<void>> {
    return await this.writer.write(scope, async ({ tx, record }) => {
      const found = await find(tx, scope.tenant, id);
      requirePrecondition(scope, found?.revision ?? null);
      if (found === null) {
        throwNotFound();
      }
      await tx.query('DELETE FROM issuers WHERE tenant_id = $1 AND id = $2', [scope.tenant, id]);
      record({ entity: 'issuer', key: id, operation: 'delete', document: null });
    });
  }
}

async function store(unit: WriteUnit, id: string, input: IssuerInput): Promise<void> {
  const { tx, scope, writeId, record } = unit;
  const taken: unknown[] = await tx.query(TAKEN, [scope.tenant, id, input.issuer]);
  if (taken.length > 0) {
    throw new ConflictError('issuer.taken', 'another entry is of the same issuer');
  }
  const document = JSON.stringify(input);
  await tx.query(STORE, [scope.tenant, id, input.issuer, document, writeId]);
  record({ entity: 'issuer', key: id, operation: 'put', document: JSON.parse(document) as null });
}

/** @throws ForbiddenError */
async function requireHeldByAll(
  { tx, scope }: WriteUnit,
  editor: Caller,
  issuer: string,
): Promise<void> {
  const rows: (Pick<Caller, 'identity' | 'isBootstrap'> & { roles: CallerRole[] })[] =
    await tx.query(KNOWN_BY, [scope.tenant, issuer]);
  for (const { roles, identity, isBootstrap } of rows) {
    requireHeld(editor, { roles: isBootstrap ? CALLER_ROLES : roles, identity });
  }
}

export interface IssuerRecord {
  readonly id: string;
  readonly document: IssuerInput;
  readonly ownRevision: number;
}

export function toIssuer({ id, document, ownRevision }: IssuerRecord): Issuer {
  return { ...document, id, revision: ownRevision };
}

async function find(tx: EntityManager, tenant: string, id: string): Promise<Issuer | null> {
  const [row]: IssuerRecord[] = await tx.query(`${SELECT} AND i.id = $2`, [tenant, id]);
  return row === undefined ? null : toIssuer(row);
}

function throwNotFound(): never {
  throw new NotFoundError('issuer.not_found', 'there is no such issuer');
}

const SELECT = `
  SELECT i.id, i.document, COALESCE(w.revision, 0) AS "ownRevision"
  FROM issuers i JOIN writes w ON w.id = i.write_id WHERE i.tenant_id = $1`;

const TAKEN = 'SELECT FROM issuers WHERE tenant_id = $1 AND id <> $2 AND issuer = $3';

const STORE = `
  INSERT INTO issuers (tenant_id, id, issuer, document, write_id) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (tenant_id, id) DO UPDATE SET issuer = excluded.issuer, document = excluded.document,
    write_id = excluded.write_id`;

const KNOWN_BY = `
  SELECT DISTINCT ON (c.id) c.roles, c.bootstrap AS "isBootstrap",
    CASE WHEN i.uid IS NOT NULL THEN jsonb_build_object('kind', i.kind, 'id', i.id) END AS identity
  FROM caller_credentials k JOIN callers c ON c.tenant_id = k.tenant_id AND c.id = k.caller_id
    LEFT JOIN identities i ON i.tenant_id = c.tenant_id AND i.uid = c.identity_uid
  WHERE k.tenant_id = $1 AND k.issuer = $2 AND c.ended_at IS NULL`;
