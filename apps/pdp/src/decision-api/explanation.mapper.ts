import type { Caller } from '@legate/callers';
import { printTerms } from '@legate/core';
import type { IdentityFacts, IdentityRef } from '@legate/core';
import { printCeilings } from '@legate/decision';
import type { ChainFinding, Explanation, PolicyTrace, ProposedGrant } from '@legate/decision';
import type { CreateGrantDto } from '../admin-api/grants/grant.dto.js';
import type { EvaluationRequestDto } from './evaluation.dto.js';
import { toEvaluationResponse } from './evaluation.mapper.js';
import type {
  ChainFindingDto,
  ExplainedFactsDto,
  ExplainedIdentityDto,
  ExplanationDto,
  PolicyFindingDto,
  ProposedChangeDto,
  ProposedGrantDto,
} from './explanation.dto.js';

/** An explanation as the API writes it. */
export function toExplanationDto(
  explanation: Explanation,
  asked: {
    readonly body: EvaluationRequestDto;
    readonly caller: Caller;
    readonly evaluationId: string;
  },
): ExplanationDto {
  const { answer, decidedBy, identities, chains, policies, change, remaining } = explanation;
  const { id, name, tenant, roles } = asked.caller;
  const { decision, context } = toEvaluationResponse(answer, asked.evaluationId, 'full');
  return {
    decision,
    ...(context !== undefined && { context }),
    caller: { id, name, tenant, roles },
    decidedBy,
    policyDigest: answer.policyDigest,
    facts: toFacts(explanation, asked.body),
    identities: identities.map(({ about, reason }) => ({ about, holds: reason === null, reason })),
    chains: chains.map(toChain),
    policies: policies.map(toPolicy),
    change: change && toChange(change.map(toProposed)),
    remaining,
  };
}

function toFacts(
  { facts, resourceProperties }: Explanation,
  { resource: { type, id } }: EvaluationRequestDto,
): ExplainedFactsDto | null {
  return (
    facts && {
      revision: facts.revision,
      now: new Date(facts.now).toISOString(),
      subject: facts.subject && toIdentity(facts.subject),
      actor: facts.actor && toIdentity(facts.actor),
      resource: { type, id, stored: facts.resource !== null, properties: resourceProperties },
    }
  );
}

function toIdentity(identity: IdentityFacts): ExplainedIdentityDto {
  const { kind, id, status, attributes, hasLiveOwner } = identity;
  return {
    kind,
    id,
    status,
    attributes,
    ...(kind === 'agent' && { hasLiveOwner }),
    ceilings: printCeilings(identity),
  };
}

function toChain({ chain, carries, isTooLong, links }: ChainFinding): ChainFindingDto {
  return {
    grants: chain.map(({ id }) => id),
    carries,
    isTooLong,
    links: links.map(({ grant, checks }) => ({
      grant: grant.id,
      grantor: toRef(grant.grantor),
      grantee: toRef(grant.grantee),
      checks,
    })),
  };
}

function toPolicy({ chain, packages, decision }: PolicyTrace): PolicyFindingDto {
  return {
    chain: chain?.map(({ id }) => id) ?? null,
    packages,
    decision: decision === null ? null : decision.outcome === 'permit',
    reasons: decision?.reasons ?? [],
  };
}

function toChange(grants: readonly ProposedGrantDto[]): ProposedChangeDto {
  return { summary: grants.map(toSentence).join('; '), grants };
}

function toSentence({ replaces, changes, body }: ProposedGrantDto): string {
  const { grantor, grantee } = body;
  if (replaces === null) {
    return `a grant from ${nameOf(grantor)} to ${nameOf(grantee)}`;
  }
  const members = changes.map(({ member }) => member).join(', ');
  return members === ''
    ? `grant ${replaces} again, below the new one`
    : `grant ${replaces} with other ${members}`;
}

function nameOf({ kind, id }: IdentityRef): string {
  return `${kind}/${id}`;
}

function toProposed({
  grant,
  replaces,
  because,
  changes,
  parent,
}: ProposedGrant): ProposedGrantDto {
  return {
    replaces,
    because,
    changes,
    ...(typeof parent === 'number' && { below: parent }),
    body: toBody(grant, typeof parent === 'string' ? parent : null),
  };
}

function toBody(
  { grantor, grantee, terms }: ProposedGrant['grant'],
  parent: string | null,
): CreateGrantDto {
  const { actions, resources, constraints, maxDepth, ...limits } = printTerms(terms);
  const { purpose, audience, notBefore, expiresAt } = limits;
  return {
    grantor: toRef(grantor),
    grantee: toRef(grantee),
    ...(parent !== null && { parent }),
    actions: [...actions],
    resources: [...resources],
    constraints: [...constraints],
    ...(purpose !== null && { purpose }),
    ...(audience !== null && { audience: [...audience] }),
    ...(notBefore !== null && { notBefore }),
    ...(expiresAt !== null && { expiresAt }),
    maxDepth,
  };
}

function toRef({ kind, id }: IdentityRef): IdentityRef {
  return { kind, id };
}
