import type { Attributes, Mode } from '@legate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const PROPERTIES = { type: 'object', additionalProperties: true } as const;

/** AuthZEN section 5: a subject or resource. */
export class EntityDto {
  @ApiProperty({ example: 'user' })
  type!: string;

  @ApiProperty({ example: 'alice' })
  id!: string;

  @ApiPropertyOptional(PROPERTIES)
  properties?: Attributes;
}

export class ActionDto {
  @ApiProperty({ example: 'read' })
  name!: string;

  @ApiPropertyOptional(PROPERTIES)
  properties?: Attributes;
}

/** AuthZEN section 6.1. */
export class EvaluationRequestDto {
  @ApiProperty({
    description:
      'Who the decision is about: a user, service or agent. `properties.act` names the agent that acts for it (RFC 8693 section 4.1).',
  })
  subject!: EntityDto;

  @ApiProperty()
  action!: ActionDto;

  @ApiProperty()
  resource!: EntityDto;

  @ApiPropertyOptional({
    ...PROPERTIES,
    description:
      '`agent` names the agent that acts for the subject; `purpose` is held against grants.',
  })
  context?: Attributes;
}

export class DeniedByDto {
  @ApiProperty({ format: 'uuid' })
  grant!: string;
}

export class ObligationDto {
  @ApiProperty()
  id!: string;

  @ApiProperty({ example: 'notification' })
  type!: string;

  @ApiProperty(PROPERTIES)
  properties!: Attributes;
}

/** AuthZEN section 7.2.1. */
export class ItemErrorDto {
  @ApiProperty({ example: 400 })
  status!: number;

  @ApiProperty({ example: 'request.invalid' })
  code!: string;

  @ApiProperty()
  message!: string;
}

export class DecisionContextDto {
  @ApiProperty({ format: 'uuid' })
  evaluation_id!: string;

  @ApiPropertyOptional({
    enum: ['autonomous', 'delegated'],
    description:
      'Whether the subject acts for itself, or an actor for it; not known of an item that is no question.',
  })
  mode?: Mode;

  @ApiProperty({ isArray: true, type: String, description: 'Reason codes (docs/errors.md).' })
  reasons!: readonly string[];

  @ApiPropertyOptional({
    isArray: true,
    type: String,
    description: 'Ids of the grants the decision stands on, root first.',
  })
  grants?: readonly string[];

  @ApiPropertyOptional({ description: 'The grant that said no.' })
  denied_by?: DeniedByDto;

  @ApiPropertyOptional({ description: 'Of an item of a batch that is no question.' })
  error?: ItemErrorDto;

  @ApiPropertyOptional({ isArray: true, type: ObligationDto })
  obligations?: readonly ObligationDto[];

  @ApiPropertyOptional({
    isArray: true,
    type: ObligationDto,
    description: 'Shaped as obligations; an enforcement point may ignore it.',
  })
  advice?: readonly ObligationDto[];
}

/** AuthZEN section 6.2. */
export class EvaluationResponseDto {
  @ApiProperty()
  decision!: boolean;

  @ApiPropertyOptional({ description: 'Left out for a caller with minimal answers.' })
  context?: DecisionContextDto;
}
