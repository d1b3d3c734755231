import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { IsTimestamp, MayBeAbsent } from '../admin-api/shared/validation.js';
import { EvaluationResponseDto } from './evaluation.dto.js';

export class PastEvaluationQueryDto {
  @ApiProperty({ type: Number, minimum: 0, description: 'The revision to decide as of.' })
  @Matches(/^\d{1,15}$/, { message: 'must be a revision, a whole number' })
  at_revision!: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'The clock to decide by; when absent, that of the write which made the revision.',
  })
  @MayBeAbsent()
  @IsTimestamp()
  at?: string;
}

export class AsOfDto {
  @ApiProperty()
  revision!: number;

  @ApiProperty({ format: 'date-time', description: 'The clock it was judged by.' })
  now!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Digest of the policy that was active at the revision.',
  })
  policyDigest!: string | null;
}

export class PastEvaluationResponseDto extends EvaluationResponseDto {
  @ApiProperty()
  asOf!: AsOfDto;
}
