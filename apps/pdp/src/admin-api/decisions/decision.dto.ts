import { DECISION_FORMS } from '@legate/decision-log';
import type { DecisionForm } from '@legate/decision-log';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsUuid } from '../shared/validation.js';

const FREE_FORM = { type: 'object', additionalProperties: true } as const;

export class DecisionParamsDto {
  @ApiProperty({ format: 'uuid', description: '`evaluation_id` of the answer.' })
  @IsUuid()
  decisionId!: string;
}

/** An entry as it is stored; docs/decision-log.md says what each member is. Admin entries have some of them. */
export class DecisionEntryDto {
  @ApiProperty({ example: 1 })
  v!: number;

  @ApiProperty({ enum: ['decision', 'admin'] })
  kind!: string;

  @ApiProperty({ format: 'uuid', description: 'One run of one process.' })
  writer!: string;

  @ApiProperty({ description: 'Number of the entry, of those of its writer.' })
  seq!: number;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty()
  tenant!: string;

  @ApiProperty({ format: 'uuid' })
  decisionId!: string;

  @ApiPropertyOptional({ enum: DECISION_FORMS })
  form?: DecisionForm;

  @ApiProperty({ nullable: true, type: String, description: 'Id of the caller.' })
  caller!: string | null;

  @ApiProperty()
  requestId!: string;

  @ApiPropertyOptional({ nullable: true, type: String })
  traceId?: string | null;

  @ApiPropertyOptional({ ...FREE_FORM, nullable: true })
  subject?: object | null;

  @ApiPropertyOptional({ ...FREE_FORM, nullable: true })
  actor?: object | null;

  @ApiPropertyOptional({ isArray: true, type: String, example: ['user:alice'] })
  owner?: readonly string[];

  @ApiPropertyOptional({ enum: ['autonomous', 'delegated'] })
  mode?: string;

  @ApiPropertyOptional({ isArray: true, type: String, description: 'Grants, root first.' })
  chain?: readonly string[];

  @ApiPropertyOptional({ format: 'uuid', description: 'The grant that said no.' })
  deniedBy?: string;

  @ApiPropertyOptional({ ...FREE_FORM, nullable: true })
  action?: object | null;

  @ApiPropertyOptional({ ...FREE_FORM, nullable: true })
  resource?: object | null;

  @ApiPropertyOptional(FREE_FORM)
  context?: object;

  @ApiPropertyOptional({ description: 'What was answered.' })
  decision?: boolean;

  @ApiProperty({ example: 'deny' })
  outcome!: string;

  @ApiPropertyOptional({ isArray: true, type: String, example: ['grant.revoked'] })
  reasons?: readonly string[];

  @ApiPropertyOptional({ isArray: true, ...FREE_FORM })
  obligations?: readonly object[];

  @ApiPropertyOptional({ nullable: true, type: String })
  bundleRevision?: string | null;

  @ApiPropertyOptional({ nullable: true, type: String })
  bundleDigest?: string | null;

  @ApiPropertyOptional({ nullable: true, type: Number, description: 'Data revision.' })
  revision?: number | null;

  @ApiPropertyOptional({ nullable: true, type: String, format: 'date-time' })
  now?: string | null;

  @ApiPropertyOptional({ ...FREE_FORM, description: 'Microseconds by stop.' })
  timings?: object;

  @ApiPropertyOptional({ description: 'Whether it can be replayed.' })
  replayable?: boolean;
}

export class DecisionPageDto {
  @ApiProperty({ isArray: true, type: DecisionEntryDto })
  items!: readonly DecisionEntryDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}
