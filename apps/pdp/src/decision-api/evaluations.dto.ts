import type { Attributes } from '@legate/core';
import { SEMANTICS } from '@legate/decision';
import type { Semantic } from '@legate/decision';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ActionDto, EntityDto, EvaluationResponseDto } from './evaluation.dto.js';

/** What an item leaves out, the batch gives: a whole entity, never a part of it. */
export class EvaluationItemDto {
  @ApiPropertyOptional()
  subject?: EntityDto;

  @ApiPropertyOptional()
  action?: ActionDto;

  @ApiPropertyOptional()
  resource?: EntityDto;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  context?: Attributes;
}

export class EvaluationOptionsDto {
  @ApiPropertyOptional({
    enum: SEMANTICS,
    default: 'execute_all',
    description:
      'The others end the list with the first deny or failure, or with the first permit.',
  })
  evaluations_semantic?: Semantic;
}

/** AuthZEN section 7.1. */
export class EvaluationsRequestDto extends EvaluationItemDto {
  @ApiPropertyOptional({
    isArray: true,
    type: EvaluationItemDto,
    description: 'Without items the request is a single evaluation.',
  })
  evaluations?: readonly unknown[];

  @ApiPropertyOptional()
  options?: EvaluationOptionsDto;
}

/** AuthZEN section 7.2; without items, a bare decision (section 6.2). */
export class EvaluationsResponseDto {
  @ApiPropertyOptional({
    isArray: true,
    type: EvaluationResponseDto,
    description: 'In the order of the items.',
  })
  evaluations?: readonly EvaluationResponseDto[];

  @ApiPropertyOptional()
  decision?: boolean;

  @ApiPropertyOptional()
  context?: EvaluationResponseDto['context'];
}
