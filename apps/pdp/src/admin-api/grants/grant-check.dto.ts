import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IdentityRefDto, ScopeDto } from '../shared/scope.dto.js';

export class GrantProblemDto {
  @ApiProperty({ example: 'grant.widens' })
  code!: string;

  @ApiProperty()
  detail!: string;
}

export class EffectiveGrantDto extends ScopeDto {
  @ApiProperty()
  maxDepth!: number;

  @ApiPropertyOptional()
  purpose?: string;

  @ApiPropertyOptional({ isArray: true, type: String })
  audience?: readonly string[];

  @ApiPropertyOptional({ format: 'date-time', description: 'When the whole chain is valid.' })
  notBefore?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  expiresAt?: string;
}

export class GrantWarningDto {
  @ApiProperty({ example: 'ceiling.exceeded', description: 'A reason code (docs/errors.md).' })
  code!: string;

  @ApiProperty()
  detail!: string;
}

export class GrantMeaningDto {
  @ApiProperty({ description: 'Whether it could be written.' })
  allowed!: boolean;

  @ApiPropertyOptional({ description: 'Else what writing it would be refused with.' })
  problem?: GrantProblemDto;

  @ApiPropertyOptional({ description: 'For whom the grantee could act.' })
  subject?: IdentityRefDto;

  @ApiPropertyOptional({
    isArray: true,
    type: String,
    description: 'Ids of the grants above, root first.',
  })
  chain?: readonly string[];

  @ApiPropertyOptional()
  effective?: EffectiveGrantDto;

  @ApiPropertyOptional({
    isArray: true,
    type: String,
    description: 'Live grants between the two that allow all of it already.',
  })
  coveredBy?: readonly string[];

  @ApiPropertyOptional({ isArray: true, type: GrantWarningDto })
  warnings?: GrantWarningDto[];
}
