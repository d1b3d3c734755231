import { canonicalJson } from '@legate/core';
import { isPermit, toDecisionRequest } from './evaluation.mapper.js';
export function toSubjectQuery(body, asking) {
    const { context } = body;
    const [action, resource] = [knownAction(body.action), knownEntity(body.resource)];
    const { type, properties } = body.subject;
    const open = { type, ...(properties && { properties }) };
    const given = { action, resource, ...(context && { context }) };
    return toQuery(body, asking, {
        binding: ['subject', open, given],
        question: (id) => ({ ...given, subject: { ...open, id } }),
    });
}
/** A result is type and id, so what the request says of the searched resource besides is no part of the question. */
export function toResourceQuery(body, asking) {
    const { context } = body;
    const [subject, action] = [knownEntity(body.subject), knownAction(body.action)];
    const { type } = body.resource;
    const given = { subject, action, ...(context && { context }) };
    return toQuery(body, asking, {
        binding: ['resource', type, given],
        question: (id) => ({ ...given, resource: { type, id } }),
    });
}
export function toActionQuery(body, asking) {
    const { context } = body;
    const [subject, resource] = [knownEntity(body.subject), knownEntity(body.resource)];
    const given = { subject, resource, ...(context && { context }) };
    return toQuery(body, asking, {
        binding: ['action', given],
        question: (name) => ({ ...given, action: { name } }),
    });
}
function toQuery({ page = {} }, { caller, minRevision }, of) {
    const { id, tenant, answers } = caller;
    return {
        tenant,
        about: (candidate) => toDecisionRequest(of.question(candidate), caller),
        isPermit: (decision) => isPermit(decision, answers),
        page,
        binding: canonicalJson([tenant, id, ...of.binding]),
        minRevision,
    };
}
/** Members that are ignored make no other question (AZ-2). */
function knownEntity({ type, id, properties }) {
    return { type, id, ...(properties && { properties }) };
}
function knownAction({ name, properties }) {
    return { name, ...(properties && { properties }) };
}
/** AZ-49: left out when the request had none and everything fitted. */
export function toFoundPage({ page }, { results, nextToken }) {
    return page === undefined && nextToken === null
        ? {}
        : { page: { next_token: nextToken ?? '', count: results.length } };
}
