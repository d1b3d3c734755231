import type { IdentityRef, ReasonCode } from '@legate/core';
import type { ResourceRef } from '@legate/directory';

/** In the order in which they are listed. */
export const FINDING_KINDS = [
  'grant.unused',
  'grant.wider_than_use',
  'grant.dead_parties',
  'agent.no_live_owner',
  'agent.no_owner',
  'inventory.no_owner',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

interface OfGrant {
  readonly grant: string;
  readonly grantor: IdentityRef;
  readonly grantee: IdentityRef;
}

/** What a grant was used for, by action and type of resource. */
export interface UsedFor {
  readonly action: string;
  readonly resourceType: string;
  /** The segments that all ids began with; the id itself when there was one only. */
  readonly commonId: string;
  readonly uses: number;
  readonly lastUsedAt: string;
}

/** A scope as the API writes it, contained in that of the grant. */
export interface SuggestedScope {
  readonly actions: readonly string[];
  readonly resources: readonly ResourceRef[];
}

export type Finding =
  | ({ readonly kind: 'grant.unused'; readonly lastUsedAt?: string } & OfGrant)
  | ({
      readonly kind: 'grant.wider_than_use';
      readonly used: readonly UsedFor[];
      readonly suggested: SuggestedScope;
    } & OfGrant)
  | ({ readonly kind: 'grant.dead_parties'; readonly deadBecause: ReasonCode } & OfGrant)
  | { readonly kind: 'agent.no_owner'; readonly agent: IdentityRef }
  | {
      readonly kind: 'agent.no_live_owner';
      readonly agent: IdentityRef;
      readonly owners: readonly IdentityRef[];
    }
  | {
      readonly kind: 'inventory.no_owner';
      readonly resource: ResourceRef;
      readonly owner?: IdentityRef;
    };
