import { SHADOW_STATES } from '@legate/bundles';
import type { ShadowState } from '@legate/bundles';
import { DIFFERENCE_KINDS } from '@legate/decision';
import type { DifferenceKind } from '@legate/decision';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { MayBeAbsent } from '../shared/validation.js';

export class ShadowQueryDto {
  @ApiPropertyOptional({
    type: Number,
    default: 1,
    description: 'Share of decisions that are compared, above 0 and up to 1.',
  })
  @MayBeAbsent()
  @Matches(/^(1(\.0{1,6})?|0\.(?!0{1,6}$)\d{1,6})$/, {
    message: 'must be a number above 0 and up to 1, with at most six decimals',
  })
  sample_rate?: string;
}

export class NamedEntityDto {
  @ApiProperty()
  type!: string;

  @ApiProperty()
  id!: string;
}

export class SampledDecisionDto {
  @ApiProperty({ enum: ['permit', 'deny'] })
  outcome!: 'permit' | 'deny';

  @ApiProperty({ type: [String] })
  reasons!: readonly string[];
}

export class DifferenceSampleDto {
  @ApiProperty()
  subject!: NamedEntityDto;

  @ApiProperty({ type: NamedEntityDto, nullable: true })
  actor!: NamedEntityDto | null;

  @ApiProperty()
  action!: string;

  @ApiProperty()
  resource!: NamedEntityDto;

  @ApiProperty()
  before!: SampledDecisionDto;

  @ApiProperty()
  after!: SampledDecisionDto;

  @ApiProperty({ description: 'Data revision of both.' })
  revision!: number;

  @ApiProperty({ format: 'date-time', description: 'The clock of both.' })
  at!: string;
}

export class DifferenceGroupDto {
  @ApiProperty({ enum: DIFFERENCE_KINDS })
  kind!: DifferenceKind;

  @ApiProperty({
    type: NamedEntityDto,
    nullable: true,
    description: 'The agent that acts; null when none does.',
  })
  agent!: NamedEntityDto | null;

  @ApiProperty()
  action!: string;

  @ApiProperty()
  resourceType!: string;

  @ApiProperty({ type: [String], description: 'Reasons of the candidate.' })
  reasons!: readonly string[];

  @ApiProperty()
  count!: number;

  @ApiProperty({ isArray: true, type: DifferenceSampleDto, description: 'The first three.' })
  samples!: readonly DifferenceSampleDto[];
}

export class DifferenceReportDto {
  @ApiProperty({ description: 'Decisions compared: the sum of the next four.' })
  evaluated!: number;

  @ApiProperty()
  agreed!: number;

  @ApiProperty()
  newlyAllowed!: number;

  @ApiProperty()
  newlyDenied!: number;

  @ApiProperty({ description: 'Permits of both, with other obligations.' })
  otherObligations!: number;

  @ApiProperty({ description: 'Those among all that the candidate could not decide.' })
  erred!: number;

  @ApiProperty({ description: 'Differences in none of the groups: there are 200 at most.' })
  ungrouped!: number;

  @ApiProperty({ isArray: true, type: DifferenceGroupDto, description: 'The largest first.' })
  groups!: readonly DifferenceGroupDto[];
}

export class ShadowDto extends DifferenceReportDto {
  @ApiProperty({ format: 'uuid' })
  bundle!: string;

  @ApiProperty({
    enum: SHADOW_STATES,
    description: '`halted`: it was so slow that no process goes on with it.',
  })
  state!: ShadowState;

  @ApiProperty()
  sampleRate!: number;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The bundle that it is compared with; null for the starter policy.',
  })
  baseline!: string | null;

  @ApiProperty({ description: 'Id of the caller that started it.' })
  startedBy!: string;

  @ApiProperty({ format: 'date-time', description: 'Since when it has that baseline.' })
  startedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  stoppedAt!: string | null;

  @ApiProperty({ description: 'Decisions left out because too many waited.' })
  dropped!: number;

  @ApiProperty({ description: 'Data revision of the write that started or stopped it.' })
  revision!: number;
}
