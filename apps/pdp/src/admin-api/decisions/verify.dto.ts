import { FINDING_CODES } from '@legate/decision-log';
import type { FindingCode } from '@legate/decision-log';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { IsTimestamp, MayBeAbsent } from '../shared/validation.js';

export const DEFAULT_ENTRIES = 100_000;
export const MOST_ENTRIES = 500_000;

export class VerifyQueryDto {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Entries from then on; a day before `to` when it is not given.',
  })
  @MayBeAbsent()
  @IsTimestamp()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Entries before then; default: now.' })
  @MayBeAbsent()
  @IsTimestamp()
  to?: string;

  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    maximum: MOST_ENTRIES,
    default: DEFAULT_ENTRIES,
    description: 'Entries to read, at most.',
  })
  @MayBeAbsent()
  @Matches(/^([1-9]\d{0,4}|[1-4]\d{5}|500000)$/, {
    message: `must be a whole number from 1 to ${MOST_ENTRIES}`,
  })
  entries?: string;

  @ApiPropertyOptional({ description: '`nextCursor` of the answer before, with the same range.' })
  @MayBeAbsent()
  @Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:\d{1,15}$/, {
    message: 'must be a nextCursor',
  })
  cursor?: string;
}

export class FindingOfLogDto {
  @ApiProperty({ enum: Object.keys(FINDING_CODES) })
  code!: FindingCode;

  @ApiProperty({ nullable: true, type: String, format: 'uuid' })
  writer!: string | null;

  @ApiProperty({ nullable: true, type: Number, description: 'The entry; of several the first.' })
  seq!: number | null;

  @ApiPropertyOptional({ description: 'The last of several.' })
  toSeq?: number;

  @ApiPropertyOptional({
    nullable: true,
    type: String,
    description: 'Only of entries of your tenant; null where it is not known.',
  })
  decisionId?: string | null;

  @ApiPropertyOptional({ nullable: true, type: String, description: 'As `decisionId`.' })
  tenant?: string | null;

  @ApiPropertyOptional({ description: 'Number of the checkpoint.' })
  checkpoint?: number;

  @ApiPropertyOptional({ description: 'Name of the column; as `decisionId`.' })
  what?: string;

  @ApiPropertyOptional({ description: 'As `decisionId`.' })
  detail?: string;
}

export class EntryRangeDto {
  @ApiProperty({ format: 'uuid' })
  writer!: string;

  @ApiProperty()
  fromSeq!: number;

  @ApiProperty()
  toSeq!: number;
}

export class LastCheckpointDto {
  @ApiProperty()
  number!: number;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ description: 'Of the key that has signed it.' })
  keyId!: string;

  @ApiProperty({ description: 'SHA-256 of its line, in hex.' })
  hash!: string;
}

export class CheckpointsDto {
  @ApiProperty()
  checked!: number;

  @ApiProperty({ nullable: true, type: LastCheckpointDto })
  last!: LastCheckpointDto | null;

  @ApiProperty({
    nullable: true,
    type: LastCheckpointDto,
    description: 'The last in `LEGATE_LOG_CHECKPOINT_FILE`; null where that is not set.',
  })
  outside!: LastCheckpointDto | null;
}

export class UncoveredDto {
  @ApiProperty()
  entries!: number;

  @ApiProperty({ isArray: true, type: EntryRangeDto, description: 'At most a hundred.' })
  ranges!: readonly EntryRangeDto[];
}

export class ExportedDto {
  @ApiProperty()
  entries!: number;
}

export class VerifiedDto {
  @ApiProperty({ description: 'Whether nothing is wrong. What is not covered is not wrong.' })
  ok!: boolean;

  @ApiProperty({ description: 'Entries that were read, of all tenants.' })
  checked!: number;

  @ApiProperty({ description: 'Writers that had any.' })
  writers!: number;

  @ApiProperty({ description: 'How much is wrong.' })
  bad!: number;

  @ApiPropertyOptional({ description: 'The first that names an entry, else the first.' })
  firstBad?: FindingOfLogDto;

  @ApiProperty({ isArray: true, type: FindingOfLogDto, description: 'At most a hundred.' })
  findings!: readonly FindingOfLogDto[];

  @ApiProperty()
  checkpoints!: CheckpointsDto;

  @ApiProperty({
    description:
      'Behind the last checkpoint, of those outside where there are any: a change of these would not show.',
  })
  uncovered!: UncoveredDto;

  @ApiProperty({ description: 'Known by the manifests of exports only.' })
  exported!: ExportedDto;

  @ApiProperty({
    isArray: true,
    type: EntryRangeDto,
    description: 'Named by a checkpoint a moment ago, and not shipped yet.',
  })
  waiting!: readonly EntryRangeDto[];

  @ApiPropertyOptional({ description: 'Where to go on. Absent when all of it was read.' })
  nextCursor?: string;
}
