import type { Json } from '@legate/core';
import { ANSWER_MEMBERS, NOT_REPLAYABLE, REPLAY_BASELINES, REPLAY_BASES } from '@legate/decision';
import type {
  AnswerMember,
  DifferenceReport,
  NotReplayable,
  ReplayBaseline,
  ReplayBasis,
} from '@legate/decision';
import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsIn, Matches, MaxLength } from 'class-validator';
import { DifferenceReportDto } from '../bundles/shadow.dto.js';
import { ListDecisionsQueryDto } from '../decisions/decision-filter.dto.js';
import { IsStorableText, MayBeAbsent } from '../shared/validation.js';

const ANYTHING = { nullable: true, description: 'Any JSON; null where there is none.' } as const;

/** Which entries, where none are sent, and how they are decided again. */
export class ReplayQueryDto extends OmitType(ListDecisionsQueryDto, ['limit'] as const) {
  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    description:
      'Most entries of one call; LEGATE_REPLAY_MAX_ENTRIES are the most, and the default.',
  })
  @MayBeAbsent()
  @Matches(/^[1-9]\d{0,6}$/, { message: 'must be a whole number from 1 to 9999999' })
  limit?: string;

  @ApiPropertyOptional({
    description: 'Id or digest of a stored bundle; without, each decision by its own.',
  })
  @MayBeAbsent()
  @IsStorableText()
  @MaxLength(128)
  candidate?: string;

  @ApiPropertyOptional({
    enum: REPLAY_BASES,
    default: 'recorded',
    description: 'The facts and the clock to judge by: those recorded, or those of now.',
  })
  @MayBeAbsent()
  @IsIn(REPLAY_BASES)
  as_of?: ReplayBasis;

  @ApiPropertyOptional({
    enum: REPLAY_BASELINES,
    default: 'recorded',
    description: 'What a candidate is compared with: what was recorded, or the active policy.',
  })
  @MayBeAbsent()
  @IsIn(REPLAY_BASELINES)
  against?: ReplayBaseline;
}

export class ReplayPlaceDto {
  @ApiPropertyOptional({ description: 'Of what was sent, from 1.' })
  line?: number;

  @ApiPropertyOptional({ format: 'uuid' })
  decisionId?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  writer?: string;

  @ApiPropertyOptional()
  seq?: number;
}

export class NotReplayableDto {
  @ApiProperty({ enum: NOT_REPLAYABLE })
  reason!: NotReplayable;

  @ApiProperty()
  count!: number;

  @ApiProperty({ isArray: true, type: ReplayPlaceDto, description: 'The first three.' })
  samples!: readonly ReplayPlaceDto[];
}

export class MemberDifferenceDto {
  @ApiProperty({ enum: ANSWER_MEMBERS })
  member!: AnswerMember;

  @ApiProperty(ANYTHING)
  recorded!: Json;

  @ApiProperty(ANYTHING)
  replayed!: Json;
}

export class ReplayDifferenceDto extends ReplayPlaceDto {
  @ApiProperty({ isArray: true, type: MemberDifferenceDto })
  members!: readonly MemberDifferenceDto[];
}

export class ReplayDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  candidate!: string | null;

  @ApiProperty({ description: 'The sum of `alike`, `different` and those not replayable.' })
  entries!: number;

  @ApiProperty()
  alike!: number;

  @ApiProperty()
  different!: number;

  @ApiProperty({ isArray: true, type: NotReplayableDto })
  notReplayable!: readonly NotReplayableDto[];

  @ApiProperty({
    isArray: true,
    type: ReplayDifferenceDto,
    description: 'Without a candidate: the first 20.',
  })
  differences!: readonly ReplayDifferenceDto[];

  @ApiProperty({ type: DifferenceReportDto, nullable: true, description: 'With a candidate.' })
  report!: DifferenceReport | null;

  @ApiPropertyOptional({ description: 'There are more entries. Reports of further calls add up.' })
  nextCursor?: string;
}
