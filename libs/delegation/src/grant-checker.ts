import { randomUUID } from 'node:crypto';
import {
  findAgentGap,
  findLifeGap,
  findWidenings,
  includesAll,
  includesResources,
  PdpError,
} from '@legate/core';
import type { GrantFacts, IdentityFacts, IdentityRef, Json, ReasonCode } from '@legate/core';
import { RevisionedWriter } from '@legate/persistence';
import type { WriteScope, WriteUnit } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { effectiveTerms } from './effective-terms.js';
import type { EffectiveTerms } from './effective-terms.js';
import { GRANT_JSON, isOver, JOIN_PARTIES, toGrantFacts } from './grant-record.js';
import type { GrantRecord } from './grant-record.js';
import { requireAuthority, storeGrant } from './grant-writer.js';
import type { GrantAuthority, GrantInput } from './grant.js';
import { parseGrant } from './parse-grant.js';
import { loadParents } from './require-narrowing.js';

/** What a grant would mean. */
export type GrantMeaning = RefusedGrant | PossibleGrant;

export interface RefusedGrant {
  readonly allowed: false;
  /** What writing it would be refused with. */
  readonly problem: {
    readonly code: string;
    readonly detail: string;
    readonly [member: string]: Json;
  };
}

export interface PossibleGrant {
  readonly allowed: true;
  /** For whom the grantee could act: policy bounds what that one may. */
  readonly subject: IdentityRef;
  /** Grants above, root first. */
  readonly chain: readonly string[];
  /** What it would allow; each grant above allows at least as much. */
  readonly effective: EffectiveTerms;
  /** Live grants between the two that allow all of it already. */
  readonly coveredBy: readonly string[];
  /** Why it would be of no use now, or of less than it says. */
  readonly warnings: readonly { readonly code: ReasonCode; readonly detail: string }[];
}

/** Tells what a grant would mean, by writing it and taking it back. */
@Injectable()
export class GrantChecker {
  constructor(private readonly writer: RevisionedWriter) {}

  /** @throws InvalidRequestError, UnavailableError */
  async check(
    scope: WriteScope,
    input: GrantInput,
    authority: GrantAuthority,
  ): Promise<GrantMeaning> {
    const grant = parseGrant(input);
    const id = randomUUID();
    try {
      requireAuthority(authority, grant);
      return await this.writer.rehearse(scope, async (unit) => {
        await storeGrant(unit, { id, grant }, authority);
        return await describe(unit, id);
      });
    } catch (cause) {
      return toRefusal(cause);
    }
  }
}

function toRefusal(cause: unknown): RefusedGrant {
  if (!(cause instanceof PdpError) || !REFUSALS.has(cause.code)) {
    throw cause;
  }
  const { code, message, details } = cause;
  return { allowed: false, problem: { ...details, code, detail: message } };
}

/** What says that this grant cannot be, rather than that it could not be looked at. */
const REFUSALS: ReadonlySet<string> = new Set([
  'reference.unknown',
  'grant.widens',
  'grant.parent_dead',
  'grant.grantor_mismatch',
  'grant.chain_too_long',
  'grant.not_grantor',
  'grant.too_many',
]);

async function describe(unit: WriteUnit, id: string): Promise<PossibleGrant> {
  const { chain, now } = (await loadParents(unit, [id])).get(id) ?? { chain: [], now: 0 };
  const [root, ...below] = chain;
  if (root === undefined) {
    throw new Error('a grant that was written is not there');
  }
  const own = below.at(-1) ?? root;
  const { kind, id: subject } = root.grantor;
  return {
    allowed: true,
    subject: { kind, id: subject },
    chain: chain.slice(0, -1).map((grant) => grant.id),
    effective: effectiveTerms([root, ...below]),
    coveredBy: await findCovering(unit, own),
    warnings: findWarnings(own, now),
  };
}

function findWarnings(grant: GrantFacts, now: number): PossibleGrant['warnings'] {
  const dead = findLifeGap(grant, now);
  const unfit = findAgentGap(grant.grantee);
  const beyond = findBeyondCeiling(grant);
  return [
    ...(dead === null ? [] : [{ code: dead, detail: 'it would not stand now' }]),
    ...(unfit === null ? [] : [{ code: unfit, detail: 'the grantee may not act now' }]),
    ...(beyond.length === 0
      ? []
      : [
          {
            code: 'ceiling.exceeded' as const,
            detail: `the grantee's ceiling does not reach all of its ${beyond.join(' and ')}`,
          },
        ]),
  ];
}

function findBeyondCeiling({ terms, grantee }: GrantFacts): readonly string[] {
  const ceilings = [grantee.ceiling, ...grantee.lineage.map(({ ceiling }) => ceiling)];
  const exceeds = (test: (ceiling: NonNullable<IdentityFacts['ceiling']>) => boolean): boolean =>
    ceilings.some((ceiling) => ceiling !== null && test(ceiling));
  const actions = exceeds(
    ({ actions: most }) => most !== undefined && !includesAll(most, terms.actions),
  );
  const resources = exceeds(
    ({ resources: most }) => most !== undefined && !includesResources(most, terms.resources),
  );
  return [...(actions ? ['actions'] : []), ...(resources ? ['resources'] : [])];
}

async function findCovering({ tx, scope }: WriteUnit, own: GrantFacts): Promise<readonly string[]> {
  const rows: { record: GrantRecord }[] = await tx.query(SAME_PARTIES, [scope.tenant, own.id]);
  const covers = ({ terms }: GrantFacts): boolean =>
    findWidenings({ ...terms, maxDepth: terms.maxDepth + 1 }, own.terms).length === 0;
  return rows
    .map(({ record }) => toGrantFacts(record))
    .filter(covers)
    .map(({ id }) => id);
}

// Below the same parent, so that they stand and fall alike.
const SAME_PARTIES = `
  SELECT ${GRANT_JSON} AS record
  FROM grants own JOIN grants g ON g.tenant_id = own.tenant_id AND g.grantee_uid = own.grantee_uid
      AND g.root_grantor_uid = own.root_grantor_uid AND g.grantor_uid = own.grantor_uid
      AND g.parent_id IS NOT DISTINCT FROM own.parent_id AND g.id <> own.id ${JOIN_PARTIES}
  WHERE own.tenant_id = $1 AND own.id = $2 AND NOT ${isOver('g')}
  ORDER BY g.id`;
