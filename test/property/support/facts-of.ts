import { parsePartialScope, parseScope, readActor } from '@legate/core';
import type {
  Attributes,
  DecisionRequest,
  DelegationChain,
  Facts,
  GrantFacts,
  IdentityFacts,
  IdentityRef,
} from '@legate/core';
import type { Question, Values, World, WorldGrant } from '../../reference/world.js';

/** A question as the service's mapper makes it: the subject's properties are dropped. */
export function toRequest({ subject, action, resource, context = {} }: Question): DecisionRequest {
  return {
    tenant: 'default',
    subject: { type: subject.type, id: subject.id },
    actor: readActor({ subject: { ...subject, properties: json(subject.properties) }, context }),
    action: { name: action.name, properties: json(action.properties) },
    resource: { type: resource.type, id: resource.id, properties: json(resource.properties) },
    context: json(context),
  };
}

function json(values: Values = {}): Attributes {
  return values;
}

/** The facts that the store would load for a request out of the world. */
export function factsOf(world: World, request: DecisionRequest, now: number): Facts {
  const { subject, actor, resource } = request;
  const stored = world.resources.find(
    ({ type, id }) => type === resource.type && id === resource.id,
  );
  const identities = new Identities(world);
  const grants = grantsOf(world);
  return {
    revision: 1,
    now,
    subject: identities.find({ kind: subject.type, id: subject.id }),
    actor: actor?.issuer === null ? identities.find(actor) : null,
    resource:
      stored === undefined
        ? null
        : {
            type: resource.type,
            id: resource.id,
            attributes: stored.body.attributes,
            status: 'active',
            digest: null,
            owner: null,
            ancestors: [],
          },
    chains: grants
      .filter(({ grantee }) => actor !== null && isSame(grantee, actor))
      .map((leaf) => toChain(leaf, world, grants))
      .filter(([{ grantor }]) => isSame(grantor, { kind: subject.type, id: subject.id }))
      .sort((one, other) => one.length - other.length || (leafId(one) < leafId(other) ? -1 : 1)),
  };
}

/** Every grant of the world as stored. */
export function grantsOf(world: World): readonly GrantFacts[] {
  const identities = new Identities(world);
  return world.grants.map((grant) => toGrantFacts(grant, identities));
}

function toChain(leaf: GrantFacts, world: World, grants: readonly GrantFacts[]): DelegationChain {
  const ids: string[] = [];
  for (let id: string | null | undefined = leaf.id; id; id = parentOf(id, world)) {
    ids.unshift(id);
  }
  const [root = leaf, ...below] = ids.flatMap((id) => grants.filter((grant) => grant.id === id));
  return [root, ...below];
}

function parentOf(id: string, world: World): string | null | undefined {
  return world.grants.find(({ name }) => name === id)?.parent;
}

function leafId(chain: DelegationChain): string {
  return chain.at(-1)?.id ?? '';
}

interface Named {
  readonly kind: string;
  readonly id: string;
}

function isSame(one: Named, other: Named): boolean {
  return one.kind === other.kind && one.id === other.id;
}

class Identities {
  constructor(private readonly world: World) {}

  find(ref: Named): IdentityFacts | null {
    const found = this.world.identities.find((one) => isSame(one, ref));
    if (found === undefined) {
      return null;
    }
    const { attributes, status, ceiling, owners = [] } = found.body;
    const parsed = ceiling === undefined ? null : parsePartialScope(ceiling);
    return {
      kind: found.kind,
      id: found.id,
      attributes,
      status,
      ceiling: parsed === null ? null : scopeOf(parsed),
      hasLiveOwner: owners.some((owner) => this.isLivePerson(owner)),
      lineage: [],
      notBefore: null,
    };
  }

  get(ref: IdentityRef): IdentityFacts {
    return this.find(ref) ?? fail(`no ${ref.kind} ${ref.id}`);
  }

  private isLivePerson(ref: Named): boolean {
    const owner = this.world.identities.find((one) => isSame(one, ref));
    return owner?.body.status === 'active' && owner.kind !== 'agent';
  }
}

function toGrantFacts({ name, body, revoked }: WorldGrant, identities: Identities): GrantFacts {
  const { grantor, grantee, purpose = null, notBefore, expiresAt, maxDepth } = body;
  return {
    id: name,
    grantor: identities.get(grantor),
    grantee: identities.get(grantee),
    terms: {
      ...scopeOf(parseScope(body)),
      purpose,
      audience: null,
      notBefore: notBefore === undefined ? null : Date.parse(notBefore),
      expiresAt: expiresAt === undefined ? null : Date.parse(expiresAt),
      maxDepth,
    },
    createdAt: 0,
    revokedAt: revoked ? 0 : null,
  };
}

function scopeOf<T>(parsed: { readonly scope: T } | { readonly problems: readonly unknown[] }): T {
  return 'scope' in parsed ? parsed.scope : fail(JSON.stringify(parsed.problems));
}

function fail(why: string): never {
  throw new Error(`the generated world is not valid: ${why}`);
}
