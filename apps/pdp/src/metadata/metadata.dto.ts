import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const URL = { format: 'uri' } as const;

/** AuthZEN section 9.1. */
export class MetadataDto {
  @ApiProperty({ ...URL, example: 'https://pdp.example' })
  policy_decision_point!: string;

  @ApiProperty(URL)
  access_evaluation_endpoint!: string;

  @ApiProperty(URL)
  access_evaluations_endpoint!: string;

  @ApiProperty(URL)
  search_subject_endpoint!: string;

  @ApiProperty(URL)
  search_resource_endpoint!: string;

  @ApiProperty(URL)
  search_action_endpoint!: string;

  @ApiPropertyOptional({ ...URL, description: 'Where the keys of `signed_metadata` are.' })
  jwks_uri?: string;

  @ApiPropertyOptional({ description: 'The same as a JWS, with `iss`.' })
  signed_metadata?: string;
}

export class JwksDto {
  @ApiProperty({ isArray: true, type: 'object', additionalProperties: true })
  keys!: readonly object[];
}
