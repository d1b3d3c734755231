import type { DelegationChain, IdentityFacts } from '@legate/core';

/** Who can act for others: a user acts for nobody. */
export type Actor = IdentityFacts & { readonly kind: 'agent' | 'service' };

export function isActor(identity: IdentityFacts): identity is Actor {
  return identity.kind !== 'user';
}

/** Who asks, and what it stands on: a subject by itself, or a subject and an actor with the chains between them. */
export interface Standing {
  readonly subject: IdentityFacts;
  readonly actor: Actor | null;
  readonly chains: readonly DelegationChain[];
}
