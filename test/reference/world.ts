/**
 * A world as plain data: what a tenant holds, as the bodies of the admin API, and what it is asked, as AuthZEN
 * bodies. Grants name their parents by `name`; a loader puts the id it was given in its place.
 *
 * To load one over HTTP: PUT every identity without its status, PUT the resources, POST the grants in order,
 * revoke those marked so, and PUT the identities once more with their status. (Nothing can be granted below what
 * is dead already.)
 */
export interface World {
  readonly identities: readonly WorldIdentity[];
  readonly resources: readonly WorldResource[];
  readonly grants: readonly WorldGrant[];
}

export type Kind = 'user' | 'service' | 'agent';
export type Value = string | number | boolean | null | readonly Value[] | Values;
export interface Values {
  readonly [name: string]: Value;
}
export interface Ref {
  readonly kind: Kind;
  readonly id: string;
}

export interface ConstraintText extends Values {
  readonly path: string;
  readonly op: string;
  readonly value: Value;
}

export interface ScopeTexts {
  readonly actions: readonly string[];
  readonly resources: readonly { readonly type: string; readonly id: string }[];
  readonly constraints: readonly ConstraintText[];
}

/** `PUT /admin/v1/identities/{kind}/{id}` */
export interface WorldIdentity extends Ref {
  readonly body: {
    readonly attributes: Values;
    readonly status: 'active' | 'suspended' | 'retired';
    readonly owners?: readonly Ref[];
    readonly ceiling?: Partial<ScopeTexts>;
  };
}

/** `PUT /admin/v1/resources/{type}/{id}` */
export interface WorldResource {
  readonly type: string;
  readonly id: string;
  readonly body: { readonly attributes: Values };
}

/** `POST /admin/v1/grants`, with `parent` (the name of an earlier grant) put in as its id. */
export interface WorldGrant {
  readonly name: string;
  readonly parent: string | null;
  readonly revoked: boolean;
  readonly body: ScopeTexts & {
    readonly grantor: Ref;
    readonly grantee: Ref;
    readonly purpose?: string;
    readonly notBefore?: string;
    readonly expiresAt?: string;
    readonly maxDepth: number;
  };
}

/** `POST /access/v1/evaluation` */
export interface Question {
  readonly subject: { readonly type: Kind; readonly id: string; readonly properties?: Values };
  readonly action: { readonly name: string; readonly properties?: Values };
  readonly resource: { readonly type: string; readonly id: string; readonly properties?: Values };
  readonly context?: Values;
}
