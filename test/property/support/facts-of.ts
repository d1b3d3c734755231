import { parseScope, readActor } from '@legate/core';
import type {
  Attributes,
  DecisionRequest,
  DelegationChain,
  Facts,
  GrantFacts,
  IdentityRef,
  ResourceAncestor,
  ResourceFacts,
} from '@legate/core';
import type { Question, Values, World, WorldGrant, WorldResource } from '../../reference/world.js';
import { Identities } from './identities-of.js';
import { scopeOf } from './parsed.js';

/**
 * A question as the service's mapper makes it: the subject's properties are dropped.
 *
 * @throws InvalidRequestError when the carriers of the actor disagree
 */
export function toRequest(question: Question): DecisionRequest {
  const { subject, context = {} } = question;
  const carriers = { subject: { ...subject, properties: json(subject.properties) }, context };
  return { ...toLoneRequest(question), actor: readActor(carriers) };
}

/** As `toRequest`, whoever the question names as the actor. */
export function toLoneRequest({ subject, action, resource, context }: Question): DecisionRequest {
  return {
    tenant: 'default',
    subject: { type: subject.type, id: subject.id },
    actor: null,
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
  const identities = new Identities(world);
  const subject = identities.subject(request.subject);
  const actor = request.actor === null ? null : identities.actor(request.actor);
  return {
    revision: 1,
    now,
    subject,
    actor,
    resource: findResource(world, request.resource),
    chains: subject === null || actor === null ? [] : chainsBetween(world, subject, actor),
  };
}

function findResource({ resources }: World, ref: Target): ResourceFacts | null {
  const stored = resources.find(({ type, id }) => type === ref.type && id === ref.id);
  if (stored === undefined) {
    return null;
  }
  const { type, id, body } = stored;
  return {
    type,
    id,
    attributes: body.attributes,
    status: body.status,
    digest: body.digest ?? null,
    owner: null,
    ancestors: ancestorsOf(resources, stored),
  };
}

type Target = Pick<WorldResource, 'type' | 'id'>;

function ancestorsOf(
  resources: readonly WorldResource[],
  { body: { parent } }: WorldResource,
): readonly ResourceAncestor[] {
  const above = resources.find(({ type, id }) => type === parent?.type && id === parent.id);
  return above === undefined
    ? []
    : [
        { type: above.type, id: above.id, attributes: above.body.attributes },
        ...ancestorsOf(resources, above),
      ];
}

function chainsBetween(
  world: World,
  subject: IdentityRef,
  actor: IdentityRef,
): readonly DelegationChain[] {
  const grants = grantsOf(world);
  return grants
    .filter(({ grantee }) => isSame(grantee, actor))
    .map((leaf) => toChain(leaf, world, grants))
    .filter(([{ grantor }]) => isSame(grantor, subject))
    .sort((one, other) => one.length - other.length || (leafId(one) < leafId(other) ? -1 : 1));
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

function isSame(one: IdentityRef, other: IdentityRef): boolean {
  return one.kind === other.kind && one.id === other.id;
}

function toGrantFacts(grant: WorldGrant, identities: Identities): GrantFacts {
  const { name, body, revoked, createdAt } = grant;
  const { grantor, grantee, purpose = null, audience = null, maxDepth } = body;
  return {
    id: name,
    grantor: identities.get(grantor),
    grantee: identities.get(grantee),
    terms: {
      ...scopeOf(parseScope(body)),
      purpose,
      audience,
      notBefore: toMs(body.notBefore),
      expiresAt: toMs(body.expiresAt),
      maxDepth,
    },
    createdAt,
    revokedAt: revoked ? 0 : null,
  };
}

function toMs(time: string | undefined): number | null {
  return time === undefined ? null : Date.parse(time);
}
