import { hasMembers } from '@legate/core';
import type {
  Admission,
  Attributes,
  DecisionRequest,
  DelegationChain,
  Facts,
  IdentityFacts,
  PolicyChainLink,
  PolicyEntity,
  PolicyInput,
  PolicyResource,
  ResourceFacts,
} from '@legate/core';

const NANOSECONDS_PER_MS = 1_000_000;
const NO_LINKS: readonly PolicyChainLink[] = [];

/** Facts are never changed and mostly asked about again, so what policies see of them is made, and written, once. */
const entities = new WeakMap<IdentityFacts, PolicyEntity>();
const links = new WeakMap<DelegationChain, readonly PolicyChainLink[]>();
const resources = new WeakMap<ResourceFacts, PolicyResource>();

/** What a policy is asked, for one chain of an admission. */
export function toPolicyInput(
  request: DecisionRequest,
  facts: Facts,
  { subject, actor }: Admission,
  chain: DelegationChain | null,
): PolicyInput {
  const now = Math.floor(facts.now);
  return {
    subject: toEntity(subject, request.subject.properties),
    actor: actor === null ? null : toEntity(actor, request.actor?.properties),
    mode: actor === null ? 'autonomous' : 'delegated',
    chain: chain === null ? NO_LINKS : toLinks(chain),
    action: request.action,
    resource: toResource(request, facts),
    context: request.context,
    approval: null,
    now: printed(now),
    now_ns: now * NANOSECONDS_PER_MS,
  };
}

/** Many questions are asked within one millisecond. */
let lastPrinted = { now: NaN, text: '' };

function printed(now: number): string {
  if (lastPrinted.now !== now) {
    lastPrinted = { now, text: new Date(now).toISOString() };
  }
  return lastPrinted.text;
}

function toLinks(chain: DelegationChain): readonly PolicyChainLink[] {
  const known = links.get(chain);
  if (known !== undefined) {
    return known;
  }
  const made = chain.map(({ id, grantor, grantee, terms: { purpose } }) => ({
    id,
    grantor: { type: grantor.kind, id: grantor.id },
    grantee: { type: grantee.kind, id: grantee.id },
    purpose,
  }));
  links.set(chain, made);
  return made;
}

function toResource(request: DecisionRequest, facts: Facts): PolicyResource {
  const { type, id, properties: asserted } = request.resource;
  const { resource: stored } = facts;
  if (stored === null) {
    return { type, id, properties: asserted, stored: false };
  }
  const known = hasMembers(asserted) ? undefined : resources.get(stored);
  if (known !== undefined) {
    return known;
  }
  const properties = joinResourceProperties(request, facts);
  const made = { type, id, properties, stored: true, ...toInventory(stored) };
  if (!hasMembers(asserted)) {
    resources.set(stored, made);
  }
  return made;
}

function toInventory({
  digest,
  owner,
  ancestors,
}: ResourceFacts): Pick<PolicyResource, 'digest' | 'owner' | 'ancestors'> {
  return {
    ...(digest !== null && { digest }),
    ...(owner !== null && { owner: { type: owner.kind, id: owner.id } }),
    ...(ancestors.length > 0 && {
      ancestors: ancestors.map(({ type, id, attributes }) => ({
        type,
        id,
        properties: attributes,
      })),
    }),
  };
}

/** What the caller says of the resource, under what is stored of it. */
export function joinResourceProperties(request: DecisionRequest, facts: Facts): Attributes {
  const { properties } = request.resource;
  return facts.resource === null ? properties : { ...properties, ...facts.resource.attributes };
}

/** What the caller is trusted to assert stands above what is stored. */
function toEntity(identity: IdentityFacts, asserted: Attributes | undefined): PolicyEntity {
  const { kind, id, attributes } = identity;
  if (asserted !== undefined) {
    return { type: kind, id, properties: { ...attributes, ...asserted } };
  }
  const known = entities.get(identity);
  if (known !== undefined) {
    return known;
  }
  const made = { type: kind, id, properties: attributes };
  entities.set(identity, made);
  return made;
}
