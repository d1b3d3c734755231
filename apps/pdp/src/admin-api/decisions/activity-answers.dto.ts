import { ApiProperty } from '@nestjs/swagger';

const MORE = 'Whether there is more than the limit.';
const TOOL = 'Empty where it was none.';

class ActingAgentDto {
  @ApiProperty({ example: 'agent' })
  type!: string;

  @ApiProperty({ description: 'Empty for persons who act for themselves: counted together.' })
  id!: string;
}

class CountsDto {
  @ApiProperty()
  permit!: number;

  @ApiProperty()
  deny!: number;

  @ApiProperty()
  indeterminate!: number;
}

class CountedHoursDto extends CountsDto {
  @ApiProperty({ format: 'date-time' })
  firstHour!: Date;

  @ApiProperty({ format: 'date-time' })
  lastHour!: Date;
}

class ActivityDto extends CountedHoursDto {
  @ApiProperty()
  agent!: ActingAgentDto;

  @ApiProperty()
  action!: string;

  @ApiProperty()
  resourceType!: string;

  @ApiProperty({ description: TOOL })
  tool!: string;
}

export class ActivitiesDto {
  @ApiProperty({ isArray: true, type: ActivityDto })
  items!: readonly ActivityDto[];

  @ApiProperty({ description: MORE })
  more!: boolean;
}

class RateDto extends CountsDto {
  @ApiProperty({ format: 'date-time', description: 'Start of the hour or day.' })
  from!: Date;

  @ApiProperty()
  agent!: ActingAgentDto;

  @ApiProperty({ description: TOOL })
  tool!: string;
}

export class RatesDto {
  @ApiProperty({ isArray: true, type: RateDto })
  items!: readonly RateDto[];

  @ApiProperty({ description: MORE })
  more!: boolean;
}

class GrantUseDto extends CountedHoursDto {
  @ApiProperty({ format: 'uuid' })
  grant!: string;

  @ApiProperty()
  agent!: ActingAgentDto;
}

export class GrantUsesDto {
  @ApiProperty({ isArray: true, type: GrantUseDto })
  items!: readonly GrantUseDto[];

  @ApiProperty({ description: MORE })
  more!: boolean;
}

class ActingDto extends CountedHoursDto {
  @ApiProperty()
  subject!: ActingAgentDto;

  @ApiProperty()
  actor!: ActingAgentDto;
}

export class ActingsDto {
  @ApiProperty({ isArray: true, type: ActingDto })
  items!: readonly ActingDto[];

  @ApiProperty({ description: MORE })
  more!: boolean;
}

class FirstSeenDto {
  @ApiProperty()
  agent!: ActingAgentDto;

  @ApiProperty()
  action!: string;

  @ApiProperty()
  resourceType!: string;

  @ApiProperty({ format: 'date-time' })
  at!: Date;

  @ApiProperty({ format: 'uuid', nullable: true, type: String })
  decisionId!: string | null;

  @ApiProperty()
  outcome!: string;
}

export class FirstSeensDto {
  @ApiProperty({ isArray: true, type: FirstSeenDto })
  items!: readonly FirstSeenDto[];

  @ApiProperty({ description: MORE })
  more!: boolean;
}

class DenyBurstDto {
  @ApiProperty({ format: 'date-time' })
  hour!: Date;

  @ApiProperty()
  agent!: ActingAgentDto;

  @ApiProperty({ description: 'Denies, with what could not be decided.' })
  denied!: number;

  @ApiProperty({ description: 'Per hour, over the week before.' })
  mean!: number;

  @ApiProperty({ description: 'Standard deviation over the week before.' })
  deviation!: number;
}

export class DenyBurstsDto {
  @ApiProperty({ isArray: true, type: DenyBurstDto })
  items!: readonly DenyBurstDto[];

  @ApiProperty({ description: MORE })
  more!: boolean;
}
