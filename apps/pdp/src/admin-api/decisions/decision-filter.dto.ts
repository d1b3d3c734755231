import { InvalidRequestError } from '@legate/core';
import { EXPORT_FORMATS } from '@legate/decision-log';
import type { DecisionFilter, ExportFormat, NamedFilter } from '@legate/decision-log';
import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsIn, Matches, MaxLength } from 'class-validator';
import { IsNamed, ListQueryDto, readNamed } from '../shared/list.dto.js';
import { IsId, IsStorableText, IsTimestamp, IsUuid, MayBeAbsent } from '../shared/validation.js';

const KINDS = ['decision', 'admin', 'all'] as const;
const OUTCOMES = ['permit', 'deny', 'indeterminate', 'done', 'refused', 'failed'] as const;
const NUMBER = /^[1-9]\d{0,14}$/;
const NAMED = 'As type/id; a slash in the type is written %2F.';

/** Query of the list of entries; all filters have to hold. */
export class ListDecisionsQueryDto extends ListQueryDto {
  @ApiPropertyOptional({ format: 'date-time', description: 'From then on.' })
  @MayBeAbsent()
  @IsTimestamp()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Before then.' })
  @MayBeAbsent()
  @IsTimestamp()
  to?: string;

  @ApiPropertyOptional({
    enum: KINDS,
    default: 'decision',
    description: 'Decisions and searches, admin writes, or both.',
  })
  @MayBeAbsent()
  @IsIn(KINDS)
  kind?: (typeof KINDS)[number];

  @ApiPropertyOptional({ example: 'user/alice', description: NAMED })
  @MayBeAbsent()
  @IsNamed()
  subject?: string;

  @ApiPropertyOptional({ example: 'user' })
  @MayBeAbsent()
  @IsId()
  subject_type?: string;

  @ApiPropertyOptional({ example: 'agent/helper', description: NAMED })
  @MayBeAbsent()
  @IsNamed()
  actor?: string;

  @ApiPropertyOptional({ example: 'agent' })
  @MayBeAbsent()
  @IsId()
  actor_type?: string;

  @ApiPropertyOptional({
    example: 'user/alice',
    description: 'One of the owners, at the time, of the agent that acted. As kind/id.',
  })
  @MayBeAbsent()
  @IsNamed()
  owner?: string;

  @ApiPropertyOptional({
    example: 'read',
    description: 'Name of the action; of admin entries the operation, such as `grants.write`.',
  })
  @MayBeAbsent()
  @IsId()
  action?: string;

  @ApiPropertyOptional({ example: 'record/crm/17', description: NAMED })
  @MayBeAbsent()
  @IsNamed()
  resource?: string;

  @ApiPropertyOptional({ example: 'record' })
  @MayBeAbsent()
  @IsId()
  resource_type?: string;

  @ApiPropertyOptional({
    enum: OUTCOMES,
    description: '`permit`, `deny`, `indeterminate`; of admin entries the others.',
  })
  @MayBeAbsent()
  @IsIn(OUTCOMES)
  outcome?: (typeof OUTCOMES)[number];

  @ApiPropertyOptional({ example: 'grant.revoked', description: 'One of the reasons.' })
  @MayBeAbsent()
  @IsId()
  reason?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'A grant that the decision stood on.' })
  @MayBeAbsent()
  @IsUuid()
  grant?: string;

  @ApiPropertyOptional({ description: 'Revision of the policy bundle that decided.' })
  @MayBeAbsent()
  @IsStorableText()
  @MaxLength(1024)
  bundle?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @IsUuid()
  decision_id?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'One run of one process.' })
  @MayBeAbsent()
  @IsUuid()
  writer?: string;

  @ApiPropertyOptional({ type: Number, description: 'From this number of the writer on.' })
  @MayBeAbsent()
  @Matches(NUMBER, { message: 'must be a whole number above 0' })
  first_seq?: string;

  @ApiPropertyOptional({ type: Number, description: 'Up to this number of the writer.' })
  @MayBeAbsent()
  @Matches(NUMBER, { message: 'must be a whole number above 0' })
  last_seq?: string;
}

/** The same filters where nothing comes in pages. */
export class DecisionFilterDto extends OmitType(ListDecisionsQueryDto, ['limit', 'cursor']) {}

export class ExportQueryDto extends DecisionFilterDto {
  @ApiPropertyOptional({ enum: EXPORT_FORMATS, default: 'ndjson' })
  @MayBeAbsent()
  @IsIn(EXPORT_FORMATS)
  format?: ExportFormat;
}

export function toDecisionFilter(query: DecisionFilterDto): DecisionFilter {
  const { kind = 'decision', from, to, owner } = query;
  return {
    kind: kind === 'all' ? undefined : kind,
    fromMs: from === undefined ? undefined : Date.parse(from),
    toMs: to === undefined ? undefined : Date.parse(to),
    subject: toNamed(query.subject, query.subject_type),
    actor: toNamed(query.actor, query.actor_type),
    resource: toNamed(query.resource, query.resource_type),
    owner: owner === undefined ? undefined : toOwner(owner),
    action: query.action,
    outcome: query.outcome,
    reason: query.reason,
    grant: query.grant,
    bundleRevision: query.bundle,
    decisionId: query.decision_id,
    writer: query.writer,
    firstSeq: toNumber(query.first_seq),
    lastSeq: toNumber(query.last_seq),
  };
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

/** @throws InvalidRequestError where both are given: they could contradict each other */
function toNamed(name: string | undefined, type: string | undefined): NamedFilter | undefined {
  if (name === undefined) {
    return type === undefined ? undefined : { type };
  }
  if (type !== undefined) {
    throw new InvalidRequestError('request.invalid', 'the type is in type/id already: give one');
  }
  const { kind, id } = readNamed(name);
  return { type: kind, id };
}

function toOwner(name: string): string {
  const { kind, id } = readNamed(name);
  return `${kind}:${id}`;
}
