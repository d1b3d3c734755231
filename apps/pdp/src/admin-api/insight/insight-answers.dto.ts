import { FINDING_KINDS } from '@legate/insight';
import type { FindingKind } from '@legate/insight';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ResourceRefDto } from '../resources/resource.dto.js';
import { ConstraintDto, IdentityRefDto, ResourceSelectorDto } from '../shared/scope.dto.js';

const NEXT = 'Absent on the last page. A page can be short or empty and still have one.';
const CONDITION =
  'Reason code that a decision without context is denied for, where one that says more could be a permit.';

class PermissionDto {
  @ApiProperty({ isArray: true, type: String, example: ['permit.owner'] })
  reasons!: readonly string[];

  @ApiProperty({
    isArray: true,
    type: String,
    description: 'Ids of the grants it stands on, root first.',
  })
  chain!: readonly string[];

  @ApiPropertyOptional({ example: 'grant.constraint_not_met', description: CONDITION })
  condition?: string;

  @ApiProperty({ enum: ['autonomous', 'delegated'] })
  mode!: 'autonomous' | 'delegated';

  @ApiProperty()
  subject!: IdentityRefDto;

  @ApiProperty({ example: 'read' })
  action!: string;
}

export class ReachedDto extends PermissionDto {
  @ApiProperty()
  resource!: ResourceRefDto;
}

export class AccessorDto extends PermissionDto {
  @ApiPropertyOptional({ description: 'Who acts for the subject.' })
  actor?: IdentityRefDto;
}

export class ChainLinkDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  grantor!: IdentityRefDto;

  @ApiProperty()
  grantee!: IdentityRefDto;
}

export class ChainSummaryDto {
  @ApiProperty()
  subject!: IdentityRefDto;

  @ApiProperty({ isArray: true, type: ChainLinkDto, description: 'The root first.' })
  grants!: readonly ChainLinkDto[];

  @ApiProperty({ isArray: true, type: String })
  actions!: readonly string[];

  @ApiProperty({ isArray: true, type: ResourceSelectorDto })
  resources!: readonly ResourceSelectorDto[];

  @ApiProperty({ isArray: true, type: ConstraintDto })
  constraints!: readonly ConstraintDto[];

  @ApiPropertyOptional()
  purpose?: string;

  @ApiPropertyOptional({ isArray: true, type: String })
  audience?: readonly string[];

  @ApiPropertyOptional({ format: 'date-time' })
  notBefore?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  expiresAt?: string;

  @ApiProperty({ description: 'Whether it carries anything now.' })
  live!: boolean;

  @ApiPropertyOptional({ example: 'grant.revoked' })
  deadBecause?: string;
}

export class ChainSummariesDto {
  @ApiProperty({ isArray: true, type: ChainSummaryDto, description: 'At most a hundred.' })
  items!: readonly ChainSummaryDto[];

  @ApiProperty()
  total!: number;

  @ApiProperty({ description: 'Whether there are more than were counted.' })
  more!: boolean;
}

export class ReachPageDto {
  @ApiProperty({ isArray: true, type: ReachedDto })
  items!: readonly ReachedDto[];

  @ApiPropertyOptional({ description: NEXT })
  nextCursor?: string;

  @ApiPropertyOptional({
    description: 'On the first page: the chains that end here, which reach what is not stored too.',
  })
  chains?: ChainSummariesDto;
}

export class AccessPageDto {
  @ApiProperty({ isArray: true, type: AccessorDto })
  items!: readonly AccessorDto[];

  @ApiPropertyOptional({ description: NEXT })
  nextCursor?: string;
}

export class AffectedDto {
  @ApiProperty({ format: 'uuid' })
  grant!: string;

  @ApiProperty()
  grantee!: IdentityRefDto;

  @ApiProperty({ description: 'How far below: 0 is the grant itself.' })
  depth!: number;

  @ApiProperty({ description: 'Whether its chain carries anything now: if so, it ends.' })
  live!: boolean;
}

export class LossDto {
  @ApiProperty()
  subject!: IdentityRefDto;

  @ApiProperty()
  actor!: IdentityRefDto;

  @ApiProperty({ description: 'Live chains between the two that do not go through the grant.' })
  remaining!: number;
}

export class ImpactSummaryDto {
  @ApiProperty({ description: 'Live grants that end, itself among them.' })
  grants!: number;

  @ApiProperty({ description: 'Agents that these lead to.' })
  agents!: number;

  @ApiProperty({ description: 'Whether there are more than were counted.' })
  more!: boolean;
}

export class ImpactPageDto {
  @ApiProperty({ isArray: true, type: AffectedDto })
  items!: readonly AffectedDto[];

  @ApiProperty({ isArray: true, type: LossDto, description: 'Of the live grants of this page.' })
  losing!: readonly LossDto[];

  @ApiPropertyOptional({ description: NEXT })
  nextCursor?: string;

  @ApiPropertyOptional({ description: 'On the first page.' })
  summary?: ImpactSummaryDto;
}

export class UsedForDto {
  @ApiProperty()
  action!: string;

  @ApiProperty()
  resourceType!: string;

  @ApiProperty({
    description: 'The segments that all ids began with; the id when it was one only.',
  })
  commonId!: string;

  @ApiProperty()
  uses!: number;

  @ApiProperty({ format: 'date-time' })
  lastUsedAt!: string;
}

export class SuggestedScopeDto {
  @ApiProperty({ isArray: true, type: String })
  actions!: readonly string[];

  @ApiProperty({ isArray: true, type: ResourceSelectorDto })
  resources!: readonly ResourceSelectorDto[];
}

/** Which members there are hangs on the kind. */
export class FindingDto {
  @ApiProperty({ enum: FINDING_KINDS })
  kind!: FindingKind;

  @ApiPropertyOptional({ format: 'uuid' })
  grant?: string;

  @ApiPropertyOptional()
  grantor?: IdentityRefDto;

  @ApiPropertyOptional()
  grantee?: IdentityRefDto;

  @ApiPropertyOptional({ format: 'date-time' })
  lastUsedAt?: string;

  @ApiPropertyOptional({ isArray: true, type: UsedForDto })
  used?: readonly UsedForDto[];

  @ApiPropertyOptional({ description: 'Covers the use and is contained in the grant.' })
  suggested?: SuggestedScopeDto;

  @ApiPropertyOptional({ example: 'grant.party_not_active' })
  deadBecause?: string;

  @ApiPropertyOptional()
  agent?: IdentityRefDto;

  @ApiPropertyOptional({ isArray: true, type: IdentityRefDto })
  owners?: readonly IdentityRefDto[];

  @ApiPropertyOptional()
  resource?: ResourceRefDto;

  @ApiPropertyOptional({ description: 'Who should answer for the resource and is not active.' })
  owner?: IdentityRefDto;
}

export class FindingPageDto {
  @ApiProperty({ isArray: true, type: FindingDto })
  items!: readonly FindingDto[];

  @ApiPropertyOptional({ description: NEXT })
  nextCursor?: string;
}
