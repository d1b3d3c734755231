import type { Json } from '@legate/core';
import { ApiPropertyOptional } from '@nestjs/swagger';

export class DataRequestDto {
  @ApiPropertyOptional({ description: 'What the document is asked about. Any JSON value.' })
  input?: Json;
}

/** OPA-1: without `result` the document is undefined. */
export class DataResponseDto {
  @ApiPropertyOptional({ description: 'Any JSON value; absent when the document is undefined.' })
  result?: Json;

  @ApiPropertyOptional({ format: 'uuid', description: 'Where a decision was made.' })
  decision_id?: string;
}
