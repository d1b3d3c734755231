import { BUNDLE_STATES } from '@legate/bundles';
import type { BundleState } from '@legate/bundles';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { IsStorableText, MayBeAbsent } from '../shared/validation.js';

export class BundleParamsDto {
  @ApiProperty({ description: 'Id, or digest of all files.' })
  @IsString()
  @Matches(/^([0-9a-f]{64}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/, {
    message: 'must be a UUID or a SHA-256 in hex',
  })
  bundle!: string;
}

export class PushQueryDto {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'true',
    description: 'Whether it shall decide from now on; else it is only kept.',
  })
  @MayBeAbsent()
  @IsIn(['true', 'false'])
  activate?: string;
}

export class StoredRefDto {
  @ApiProperty({
    minLength: 1,
    maxLength: 255,
    description: 'Branch, tag, `refs/…`, or a whole commit id.',
    example: 'next',
  })
  @IsStorableText()
  @MinLength(1)
  @MaxLength(255)
  ref!: string;
}

export class PutFreezeDto {
  @ApiProperty()
  @IsBoolean()
  frozen!: boolean;

  @ApiProperty({ minLength: 1, maxLength: 1024 })
  @IsStorableText()
  @MinLength(1)
  @MaxLength(1024)
  reason!: string;
}

export class FreezeDto {
  @ApiProperty()
  frozen!: boolean;

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null;

  @ApiPropertyOptional({ description: "The tenant's revision after the write." })
  revision?: number;
}

export class BundleProblemDto {
  @ApiProperty({ description: 'Empty: the bundle as a whole.' })
  file!: string;

  @ApiProperty({ description: 'From 1; 0: the file as a whole.' })
  line!: number;

  @ApiProperty()
  message!: string;

  @ApiProperty({ description: 'docs/policy-contract.md lists them.' })
  code!: string;
}

export class BundleReportDto {
  @ApiProperty({ description: 'Tests that were run.' })
  tests!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Lines they reach, percent.' })
  coverage!: number | null;

  @ApiProperty({ isArray: true, type: BundleProblemDto })
  warnings!: BundleProblemDto[];

  @ApiProperty({ isArray: true, type: BundleProblemDto, description: 'Why it was rejected.' })
  errors!: BundleProblemDto[];
}

export class BundleSignatureDto {
  @ApiProperty()
  keyId!: string;

  @ApiProperty()
  algorithm!: string;

  @ApiProperty({ type: String, nullable: true })
  issuer!: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Seconds since 1970, as its signer says.',
  })
  issuedAt!: number | null;
}

export class PendingActivationDto {
  @ApiProperty({ description: 'Id of the caller that has asked for it.' })
  requestedBy!: string;

  @ApiProperty({ format: 'date-time' })
  requestedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'Until when a second caller can confirm it.' })
  expiresAt!: string;

  @ApiProperty({ description: 'Decisions compared when it was asked for.' })
  evaluated!: number;

  @ApiProperty({ description: 'Those newly allowed, or allowed with other obligations.' })
  newlyAllowed!: number;

  @ApiProperty()
  minDecisions!: number;

  @ApiProperty()
  maxNewlyAllowed!: number;
}

export class BundleDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: '`revision` of its manifest; without one, its digest.' })
  bundleRevision!: string;

  @ApiProperty({ description: 'SHA-256 over all files, hex.' })
  digest!: string;

  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 over what is compiled, hex.' })
  policyDigest!: string | null;

  @ApiProperty({ enum: BUNDLE_STATES })
  state!: BundleState;

  @ApiProperty({ type: BundleReportDto })
  report!: BundleReportDto;

  @ApiProperty({ type: BundleSignatureDto, nullable: true })
  signature!: BundleSignatureDto | null;

  @ApiProperty({ description: 'Id of the caller that pushed it.' })
  author!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({
    type: PendingActivationDto,
    nullable: true,
    description: 'An activation that the gate did not let pass, while it can be confirmed.',
  })
  pending!: PendingActivationDto | null;

  @ApiProperty({
    description: 'Data revision of the last change of its state; 0 if it was rejected.',
  })
  revision!: number;
}

export class BundlePageDto {
  @ApiProperty({ isArray: true, type: BundleDto })
  items!: BundleDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}
