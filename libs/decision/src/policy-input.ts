import type {
  Admission,
  Attributes,
  DecisionRequest,
  DelegationChain,
  Facts,
  IdentityFacts,
  PolicyEntity,
  PolicyInput,
  ResourceFacts,
} from '@legate/core';

const NANOSECONDS_PER_MS = 1_000_000;

/** What a policy is asked, for one chain of an admission. */
export function toPolicyInput(
  request: DecisionRequest,
  facts: Facts,
  { subject, actor }: Admission,
  chain: DelegationChain | null,
): PolicyInput {
  const { type, id } = request.resource;
  const now = Math.floor(facts.now);
  return {
    subject: toEntity(subject, request.subject.properties),
    actor: actor === null ? null : toEntity(actor, request.actor?.properties),
    mode: actor === null ? 'autonomous' : 'delegated',
    chain: (chain ?? []).map((grant) => ({
      id: grant.id,
      grantor: { type: grant.grantor.kind, id: grant.grantor.id },
      grantee: { type: grant.grantee.kind, id: grant.grantee.id },
      purpose: grant.terms.purpose,
    })),
    action: request.action,
    resource: {
      type,
      id,
      properties: joinResourceProperties(request, facts),
      stored: facts.resource !== null,
      ...toInventory(facts.resource),
    },
    context: request.context,
    approval: null,
    now: new Date(now).toISOString(),
    now_ns: now * NANOSECONDS_PER_MS,
  };
}

function toInventory(
  stored: ResourceFacts | null,
): Pick<PolicyInput['resource'], 'digest' | 'owner' | 'ancestors'> {
  if (stored === null) {
    return {};
  }
  const { digest, owner, ancestors } = stored;
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
  return { ...request.resource.properties, ...facts.resource?.attributes };
}

/** What the caller is trusted to assert stands above what is stored. */
function toEntity(
  { kind, id, attributes }: IdentityFacts,
  asserted: Attributes | undefined,
): PolicyEntity {
  const properties = asserted === undefined ? attributes : { ...attributes, ...asserted };
  return { type: kind, id, properties };
}
