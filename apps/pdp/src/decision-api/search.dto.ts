import type { Attributes } from '@legate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ActionDto, EntityDto } from './evaluation.dto.js';

const PROPERTIES = { type: 'object', additionalProperties: true } as const;

/** What is searched for: any of that type. */
export class OpenEntityDto {
  @ApiProperty({ example: 'user' })
  type!: string;

  @ApiPropertyOptional({
    ...PROPERTIES,
    description: 'Of a subject, `act` names the agent that acts for it; all else is ignored.',
  })
  properties?: Attributes;
}

/** AuthZEN section 8.2.1. */
export class SearchPageDto {
  @ApiPropertyOptional({ description: 'The `next_token` of the page before.' })
  token?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description: 'Most results of a page; with a token, left out or as on the first page.',
  })
  limit?: number;

  @ApiPropertyOptional({ ...PROPERTIES, description: 'Ignored.' })
  properties?: Attributes;
}

class PagedDto {
  @ApiPropertyOptional(PROPERTIES)
  context?: Attributes;

  @ApiPropertyOptional()
  page?: SearchPageDto;
}

export class SubjectSearchDto extends PagedDto {
  @ApiProperty()
  subject!: OpenEntityDto;

  @ApiProperty()
  action!: ActionDto;

  @ApiProperty()
  resource!: EntityDto;
}

export class ResourceSearchDto extends PagedDto {
  @ApiProperty()
  subject!: EntityDto;

  @ApiProperty()
  action!: ActionDto;

  @ApiProperty()
  resource!: OpenEntityDto;
}

export class ActionSearchDto extends PagedDto {
  @ApiProperty()
  subject!: EntityDto;

  @ApiProperty()
  resource!: EntityDto;
}

/** AuthZEN section 8.2.2. */
export class FoundPageDto {
  @ApiProperty({ description: 'What to go on with; empty at the end.' })
  next_token!: string;

  @ApiProperty({ description: 'How many results this page has.' })
  count!: number;
}

export class FoundEntityDto {
  @ApiProperty()
  type!: string;

  @ApiProperty()
  id!: string;
}

export class FoundActionDto {
  @ApiProperty()
  name!: string;
}

class FoundDto {
  @ApiPropertyOptional({ description: 'There when the request has one, or there is more.' })
  page?: FoundPageDto;
}

export class FoundEntitiesDto extends FoundDto {
  @ApiProperty({ isArray: true, type: FoundEntityDto })
  results!: readonly FoundEntityDto[];
}

export class FoundActionsDto extends FoundDto {
  @ApiProperty({ isArray: true, type: FoundActionDto })
  results!: readonly FoundActionDto[];
}
