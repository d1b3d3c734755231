/**
 * A world as plain data: what a tenant holds, as the bodies of the admin API, and what it is asked, as AuthZEN
 * bodies. Grants name their parents by `name`; a loader puts the id it was given in its place.
 *
 * To load one over HTTP: PUT every identity without its status and mark, PUT the groups without their status, PUT
 * all else, POST the grants in order, revoke those marked so, and PUT the identities and groups once more as they
 * are. (Nothing can be granted below what is dead already.) `createdAt` of a grant is then when it was loaded.
 */
export interface World {
  readonly identities: readonly WorldIdentity[];
  readonly groups: readonly WorldGroup[];
  readonly memberships: readonly WorldMembership[];
  readonly assignments: readonly WorldAssignment[];
  readonly subjectTypes: readonly WorldSubjectType[];
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
    /** Id of an agent before it in the list. */
    readonly parent?: string;
    readonly aliases?: readonly WorldAlias[];
    readonly notBefore?: string;
  };
}

export interface WorldAlias {
  readonly issuer: string;
  readonly subject: string;
}

/** `PUT /admin/v1/groups/{id}` */
export interface WorldGroup {
  readonly id: string;
  readonly status: 'active' | 'retired';
}

/** An identity or a group. */
export interface Holder {
  readonly kind: Kind | 'group';
  readonly id: string;
}

/** `PUT /admin/v1/groups/{group}/members/{kind}/{id}` */
export interface WorldMembership {
  readonly group: string;
  readonly member: Holder;
}

/** `PUT /admin/v1/role-assignments/{role}/{kind}/{id}` */
export interface WorldAssignment {
  readonly role: string;
  readonly holder: Holder;
}

/** `PUT /admin/v1/subject-types/{type}` */
export interface WorldSubjectType {
  readonly type: string;
  readonly kind: Kind;
}

/** `PUT /admin/v1/resources/{type}/{id}` */
export interface WorldResource {
  readonly type: string;
  readonly id: string;
  readonly body: {
    readonly attributes: Values;
    readonly status: 'active' | 'retired';
    readonly digest?: string;
    /** A resource before it in the list. */
    readonly parent?: { readonly type: string; readonly id: string };
  };
}

/** `POST /admin/v1/grants`, with `parent` (the name of an earlier grant) put in as its id. */
export interface WorldGrant {
  readonly name: string;
  readonly parent: string | null;
  readonly revoked: boolean;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly body: ScopeTexts & {
    readonly grantor: Ref;
    readonly grantee: Ref;
    readonly purpose?: string;
    readonly audience?: readonly string[];
    readonly notBefore?: string;
    readonly expiresAt?: string;
    readonly maxDepth: number;
  };
}

/** `POST /access/v1/evaluation` */
export interface Question {
  readonly subject: { readonly type: string; readonly id: string; readonly properties?: Values };
  readonly action: { readonly name: string; readonly properties?: Values };
  readonly resource: { readonly type: string; readonly id: string; readonly properties?: Values };
  readonly context?: Values;
}
