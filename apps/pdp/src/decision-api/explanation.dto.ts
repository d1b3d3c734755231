import type { Attributes, Json } from '@legate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { CreateGrantDto } from '../admin-api/grants/grant.dto.js';
import { IdentityRefDto } from '../admin-api/shared/scope.dto.js';
import { IsTimestamp, MayBeAbsent } from '../admin-api/shared/validation.js';
import { EvaluationResponseDto } from './evaluation.dto.js';

const JSON_VALUE = { description: 'Any JSON value.' } as const;
const REASON = 'Reason code (docs/errors.md); null when it holds.';

export class ExplainQueryDto {
  @ApiPropertyOptional({
    type: Number,
    minimum: 0,
    description: 'The revision to explain as of; when absent, now.',
  })
  @MayBeAbsent()
  @Matches(/^\d{1,15}$/, { message: 'must be a revision, a whole number' })
  at_revision?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'With `at_revision`: the clock; when absent, that of the write which made it.',
  })
  @MayBeAbsent()
  @IsTimestamp()
  at?: string;
}

export class ExplainedCallerDto {
  @ApiProperty()
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  tenant!: string;

  @ApiProperty({ isArray: true, type: String })
  roles!: readonly string[];
}

export class ExplainedIdentityDto extends IdentityRefDto {
  @ApiProperty({ enum: ['active', 'suspended', 'retired'] })
  status!: string;

  @ApiProperty({ type: 'object', additionalProperties: true })
  attributes!: Attributes;

  @ApiPropertyOptional({ description: 'Of an agent: whether an owner exists and is active.' })
  hasLiveOwner?: boolean;

  @ApiProperty({
    isArray: true,
    type: 'object',
    additionalProperties: true,
    description: 'Its ceiling, then those of the agents above it; null where there is none.',
  })
  ceilings!: readonly Json[];
}

export class ExplainedResourceDto {
  @ApiProperty()
  type!: string;

  @ApiProperty()
  id!: string;

  @ApiProperty({ description: 'Whether the directory knows it.' })
  stored!: boolean;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'As judged: what is stored, over what the request says.',
  })
  properties!: Attributes;
}

export class ExplainedFactsDto {
  @ApiProperty()
  revision!: number;

  @ApiProperty({ format: 'date-time', description: 'The one clock of the decision.' })
  now!: string;

  @ApiProperty({ type: ExplainedIdentityDto, nullable: true })
  subject!: ExplainedIdentityDto | null;

  @ApiProperty({ type: ExplainedIdentityDto, nullable: true })
  actor!: ExplainedIdentityDto | null;

  @ApiProperty()
  resource!: ExplainedResourceDto;
}

export class IdentityFindingDto {
  @ApiProperty({ enum: ['subject', 'resource', 'ceiling', 'actor'] })
  about!: string;

  @ApiProperty()
  holds!: boolean;

  @ApiProperty({ type: String, nullable: true, description: REASON })
  reason!: string | null;
}

export class CheckFindingDto {
  @ApiProperty({ example: 'action' })
  check!: string;

  @ApiProperty()
  holds!: boolean;

  @ApiProperty({ type: String, nullable: true, description: REASON })
  reason!: string | null;

  @ApiProperty(JSON_VALUE)
  asked!: Json;

  @ApiProperty(JSON_VALUE)
  stored!: Json;
}

export class LinkFindingDto {
  @ApiProperty({ format: 'uuid' })
  grant!: string;

  @ApiProperty()
  grantor!: IdentityRefDto;

  @ApiProperty()
  grantee!: IdentityRefDto;

  @ApiProperty({ isArray: true, type: CheckFindingDto })
  checks!: readonly CheckFindingDto[];
}

export class ChainFindingDto {
  @ApiProperty({ isArray: true, type: String, description: 'Ids of its grants, root first.' })
  grants!: readonly string[];

  @ApiProperty({ description: 'Whether it carries the question, whatever policy says.' })
  carries!: boolean;

  @ApiProperty({ description: 'Whether it is longer than the limit.' })
  isTooLong!: boolean;

  @ApiProperty({ isArray: true, type: LinkFindingDto })
  links!: readonly LinkFindingDto[];
}

export class PackageFindingDto {
  @ApiProperty({ example: 'policy.records' })
  package!: string;

  @ApiProperty({ isArray: true, type: String })
  permits!: readonly string[];

  @ApiProperty({ isArray: true, type: String })
  provenGuards!: readonly string[];

  @ApiProperty({ isArray: true, type: String })
  unprovenGuards!: readonly string[];

  @ApiProperty({
    type: 'object',
    nullable: true,
    properties: { reason: { type: 'string' }, detail: { type: 'string' } },
  })
  failure!: { readonly reason: string; readonly detail: string } | null;
}

export class PolicyFindingDto {
  @ApiProperty({
    isArray: true,
    type: String,
    nullable: true,
    description: 'The chain it was asked about; null without delegation.',
  })
  chain!: readonly string[] | null;

  @ApiProperty({ isArray: true, type: PackageFindingDto })
  packages!: readonly PackageFindingDto[];

  @ApiProperty({ type: Boolean, nullable: true, description: 'What it was combined to.' })
  decision!: boolean | null;

  @ApiProperty({ isArray: true, type: String })
  reasons!: readonly string[];
}

export class MemberChangeDto {
  @ApiProperty({ example: 'actions' })
  member!: string;

  @ApiProperty(JSON_VALUE)
  from!: Json;

  @ApiProperty(JSON_VALUE)
  to!: Json;
}

export class ProposedGrantDto {
  @ApiProperty({ format: 'uuid', type: String, nullable: true })
  replaces!: string | null;

  @ApiProperty({ isArray: true, type: String, description: 'Reason codes that it answers.' })
  because!: readonly string[];

  @ApiProperty({ isArray: true, type: MemberChangeDto })
  changes!: readonly MemberChangeDto[];

  @ApiPropertyOptional({
    description: 'Place in `grants` of the one whose new id goes to `parent` of the body.',
  })
  below?: number;

  @ApiProperty({ description: 'Body of `POST /admin/v1/grants`.' })
  body!: CreateGrantDto;
}

export class ProposedChangeDto {
  @ApiProperty({ description: 'The same in one sentence.' })
  summary!: string;

  @ApiProperty({ isArray: true, type: ProposedGrantDto, description: 'To be written in order.' })
  grants!: readonly ProposedGrantDto[];
}

export class ExplanationDto extends EvaluationResponseDto {
  @ApiProperty()
  caller!: ExplainedCallerDto;

  @ApiProperty({
    enum: ['facts', 'identities', 'grants', 'policy'],
    description: 'The stop that settled it.',
  })
  decidedBy!: string;

  @ApiProperty({ type: String, nullable: true })
  policyDigest!: string | null;

  @ApiProperty({ type: ExplainedFactsDto, nullable: true })
  facts!: ExplainedFactsDto | null;

  @ApiProperty({ isArray: true, type: IdentityFindingDto })
  identities!: readonly IdentityFindingDto[];

  @ApiProperty({ isArray: true, type: ChainFindingDto })
  chains!: readonly ChainFindingDto[];

  @ApiProperty({ isArray: true, type: PolicyFindingDto })
  policies!: readonly PolicyFindingDto[];

  @ApiProperty({
    type: ProposedChangeDto,
    nullable: true,
    description: 'Where grants say no: the smallest change of grants that turns the answer.',
  })
  change!: ProposedChangeDto | null;

  @ApiProperty({
    isArray: true,
    type: String,
    description: 'Where grants say no and no change of them is enough: what would be left.',
  })
  remaining!: readonly string[];
}
