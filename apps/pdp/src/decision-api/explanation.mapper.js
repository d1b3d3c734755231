import { printTerms } from '@legate/core';
import { printCeilings } from '@legate/decision';
import { toEvaluationResponse } from './evaluation.mapper.js';
/** An explanation as the API writes it. */
export function toExplanationDto(explanation, asked) {
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
function toFacts({ facts, resourceProperties }, { resource: { type, id } }) {
    return (facts && {
        revision: facts.revision,
        now: new Date(facts.now).toISOString(),
        subject: facts.subject && toIdentity(facts.subject),
        actor: facts.actor && toIdentity(facts.actor),
        resource: { type, id, stored: facts.resource !== null, properties: resourceProperties },
    });
}
function toIdentity(identity) {
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
function toChain({ chain, carries, isTooLong, links }) {
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
function toPolicy({ chain, packages, decision }) {
    return {
        chain: chain?.map(({ id }) => id) ?? null,
        packages,
        decision: decision === null ? null : decision.outcome === 'permit',
        reasons: decision?.reasons ?? [],
    };
}
function toChange(grants) {
    return { summary: grants.map(toSentence).join('; '), grants };
}
function toSentence({ replaces, changes, body }) {
    const { grantor, grantee } = body;
    if (replaces === null) {
        return `a grant from ${nameOf(grantor)} to ${nameOf(grantee)}`;
    }
    const members = changes.map(({ member }) => member).join(', ');
    return members === ''
        ? `grant ${replaces} again, below the new one`
        : `grant ${replaces} with other ${members}`;
}
function nameOf({ kind, id }) {
    return `${kind}/${id}`;
}
function toProposed({ grant, replaces, because, changes, parent, }) {
    return {
        replaces,
        because,
        changes,
        ...(typeof parent === 'number' && { below: parent }),
        body: toBody(grant, typeof parent === 'string' ? parent : null),
    };
}
function toBody({ grantor, grantee, terms }, parent) {
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
function toRef({ kind, id }) {
    return { kind, id };
}
