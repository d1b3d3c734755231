import { ConflictError, printTerms, UnprocessableError } from '@legate/core';
import { chunksOf, emptyTally, entryKey, isSameJson } from '@legate/directory';
import type { Lined } from '@legate/directory';
import type { WriteUnit } from '@legate/persistence';
import { GRANT_DOCUMENT_JSON, toGrantDocument } from '../grant-record.js';
import type { GrantDocumentRecord } from '../grant-record.js';
import type { Grant, NewGrant } from '../grant.js';
import { parseGrant } from '../parse-grant.js';
import { loadParents, MAX_CHAIN_LENGTH } from '../require-narrowing.js';
import { findTooMany, storeGrants } from '../store-grants.js';
import type { WantedGrant } from '../store-grants.js';
import type { GrantLine } from './import-lines.js';
import { overtaken } from './tenant-lock.js';
import type { OtherChange } from './tenant-lock.js';

const BATCH = 500;

interface Above {
  readonly parent: string;
  readonly line: number;
}

/**
 * Stores many grants in one write, parents before what stands on them. One that is stored already with the same
 * content stays as it is, also when it is revoked. Errors are those of a POST, with the line.
 */
export class GrantBulk {
  readonly tally = emptyTally();
  /** Of each grant whose parent is in the import, that parent. */
  private readonly above = new Map<string, Above>();
  private readonly parents = new Set<string>();
  /** Lines whose parents come first, by how many grants of the import lie above. */
  private readonly waves: Lined<GrantLine>[][] = [];
  /** What narrowing was judged by, as `entity key`. */
  private readonly judgedBy = new Set<string>();

  /** @param isImported whether the import has a grant of that id */
  constructor(private readonly isImported: (id: string) => boolean) {}

  /** To be told of every batch before the first is stored. */
  plan(batch: readonly Lined<GrantLine>[]): void {
    for (const { line, value } of batch) {
      const { parent } = value.input;
      if (parent !== undefined) {
        this.parents.add(parent);
        if (this.isImported(parent)) {
          this.above.set(value.id, { parent, line });
        }
      }
    }
  }

  /** Stores those whose parents are there already, and keeps the others. */
  async stage(unit: WriteUnit, batch: readonly Lined<GrantLine>[]): Promise<void> {
    const roots: Lined<GrantLine>[] = [];
    for (const one of batch) {
      const depth = this.depthOf(one);
      (depth === 0 ? roots : (this.waves[depth - 1] ??= [])).push(one);
    }
    await this.store(unit, roots);
  }

  /** Stores those that were kept. */
  async stageBelow(unit: WriteUnit): Promise<void> {
    for (const wave of this.waves) {
      for (const batch of chunksOf(wave, BATCH)) {
        await this.store(unit, batch);
        await unit.flush();
      }
    }
  }

  private depthOf({ line, value: { id } }: Lined<GrantLine>): number {
    let depth = 0;
    for (
      let above = this.above.get(id);
      above !== undefined;
      above = this.above.get(above.parent)
    ) {
      depth += 1;
      if (depth >= MAX_CHAIN_LENGTH) {
        throw new UnprocessableError(
          'grant.chain_too_long',
          `the parents make a cycle, or a chain of more than ${MAX_CHAIN_LENGTH} grants`,
          { details: { pointer: '/parent', line } },
        );
      }
    }
    return depth;
  }

  private async store(unit: WriteUnit, batch: readonly Lined<GrantLine>[]): Promise<void> {
    const stored = await findStored(
      unit,
      batch.map(({ value }) => value.id),
    );
    const fresh: WantedGrant[] = [];
    for (const { line, value } of batch) {
      const wanted = {
        id: value.id,
        grant: parseGrant(value.input),
        createdAs: 'any',
        line,
      } as const;
      const found = stored.get(value.id);
      if (found === undefined) {
        fresh.push(wanted);
      } else {
        requireSame(found, wanted);
        this.tally.unchanged += 1;
      }
    }
    await this.noteJudges(unit, fresh);
    for (const chunk of chunksOf(fresh, BATCH)) {
      await storeGrants(unit, chunk);
    }
    this.tally.created += fresh.length;
  }

  /** Of each that is noted all above it is noted too: a parent that is not was stored before the import. */
  private async noteJudges(unit: WriteUnit, fresh: readonly WantedGrant[]): Promise<void> {
    const before = new Set<string>();
    for (const { id, grant } of fresh) {
      if (this.parents.has(id)) {
        this.noteJudge({ id, ...grant });
      }
      if (grant.parent !== null && !this.judgedBy.has(`grant ${grant.parent}`)) {
        before.add(grant.parent);
      }
    }
    for (const { chain } of (await loadParents(unit, [...before])).values()) {
      chain.forEach((grant) => {
        this.noteJudge(grant);
      });
    }
  }

  private noteJudge({ id, grantor, grantee }: Pick<Grant, 'id' | 'grantor' | 'grantee'>): void {
    this.judgedBy.add(`grant ${id}`);
    for (const party of [grantor, grantee]) {
      this.judgedBy.add(`identity ${entryKey(party.kind, party.id)}`);
    }
  }

  /** Under the lock: nothing that others have written meanwhile may make a grant wrong. @throws ConflictError */
  async requireStanding(unit: WriteUnit, others: readonly OtherChange[]): Promise<void> {
    if (others.some(({ entity, key }) => this.judgedBy.has(`${entity} ${key}`))) {
      throw overtaken();
    }
    const made = others.filter(
      ({ entity, operation }) => entity === 'grant' && operation === 'create',
    );
    for (const chunk of chunksOf(made, BATCH)) {
      const full = await findTooMany(
        unit,
        chunk.map(({ key }) => key),
      );
      if (full !== null) {
        throw overtaken();
      }
    }
  }
}

/** Grants by id; null for one of another tenant: ids are unique over all. */
async function findStored(
  { tx, scope }: WriteUnit,
  ids: readonly string[],
): Promise<ReadonlyMap<string, GrantDocumentRecord | null>> {
  const rows: { id: string; record: GrantDocumentRecord | null }[] = await tx.query(FIND, [
    scope.tenant,
    ids,
  ]);
  return new Map(rows.map(({ id, record }) => [id, record]));
}

function requireSame(found: GrantDocumentRecord | null, { grant, line }: WantedGrant): void {
  const stored = found === null ? null : toGrantDocument(found);
  if (stored === null || !isSameJson(contentOf(stored), documentOf(grant))) {
    throw new ConflictError('grant.id_taken', 'there is another grant with this id', {
      details: { pointer: '/id', ...(line !== undefined && { line }) },
    });
  }
}

/** What a stored grant tells beyond what was asked for. */
const OF_THE_WRITE = new Set(['id', 'createdAt', 'createdBy', 'createdAs', 'revoked']);

function contentOf(stored: Omit<Grant, 'revision'>): object {
  return Object.fromEntries(Object.entries(stored).filter(([name]) => !OF_THE_WRITE.has(name)));
}

function documentOf({ grantor, grantee, parent, reason, terms, text }: NewGrant): object {
  const { purpose, audience, notBefore, expiresAt, maxDepth } = printTerms(terms);
  const optional = { parent, purpose, audience, notBefore, expiresAt, reason };
  const given = Object.entries(optional).filter(([, value]) => value !== null);
  return { grantor, grantee, ...text, maxDepth, ...Object.fromEntries(given) };
}

const FIND = `
  SELECT g.id, CASE WHEN g.tenant_id = $1 THEN ${GRANT_DOCUMENT_JSON} END AS record
  FROM grants g WHERE g.id = ANY ($2::uuid[])`;
