import { DEFAULT_TRUST, isNamed } from '@legate/callers';
import { ForbiddenError, InvalidRequestError, isJsonObject, readActor, requireOneActor, } from '@legate/core';
/**
 * Who is asked about and who acts, as far as the caller may say so or the token that it has forwarded proves it.
 *
 * @throws InvalidRequestError for carriers of the wrong shape or that disagree, `token.conflict`; ForbiddenError
 * `caller.subject_not_trusted`, `caller.actor_not_trusted`, `token.required`
 */
export function readParties(body, caller) {
    const { trust, forwarded } = caller;
    const { type, id, properties } = body.subject;
    const claim = readActor(body);
    if (trust === DEFAULT_TRUST && forwarded === null) {
        return { subject: { type, id }, actor: claim };
    }
    const { actor, isSubjectProven } = forwarded === null ? { actor: claim, isSubjectProven: false } : join(body, claim, forwarded);
    if (trust.isTokenRequired && forwarded === null) {
        throw new ForbiddenError('token.required', 'forward a token of the subject or of the actor');
    }
    requireTrusted(caller, { type, id, isProven: isSubjectProven }, actor);
    const asserted = pick(properties, trust.subjectAttributes);
    return {
        subject: { type, id, ...(asserted !== null && { properties: asserted }) },
        actor: withProperties(actor, properties?.['act'], trust),
    };
}
/** The context as policies may see it: without the token, which must be the one that was verified. */
export function withoutToken(context, { forwarded }) {
    if (!Object.hasOwn(context, 'token')) {
        return context;
    }
    const { token, ...rest } = context;
    if (forwarded === null || token !== forwarded.raw) {
        throw conflict('context.token is not the token that was forwarded with the request');
    }
    return rest;
}
/** Holds the request against the token: of the subject, or of an actor that asks for a subject. */
function join({ subject }, claim, token) {
    if (token.subject.kind === subject.type && token.subject.id === subject.id) {
        return { actor: joinActor(claim, token), isSubjectProven: true };
    }
    const isActor = token.actor === null && token.subject.kind !== 'user' && claim !== null;
    if (!isActor || !names(claim, token.subject)) {
        throw conflict('the token is neither of the subject nor of the actor');
    }
    return { actor: toClaim(token.subject), isSubjectProven: false };
}
function joinActor(claim, token) {
    const { actor, mayAct, subject } = token;
    if (actor === null) {
        // A match is no proof that the actor acts (DEL-4); another than the one named may not.
        if (claim !== null && mayAct !== null && (mayAct === 'nobody' || !names(claim, mayAct))) {
            throw conflict('the token lets another act for the subject');
        }
        return claim;
    }
    const isSubject = actor.kind === subject.kind && actor.id === subject.id;
    // Who acts for itself is no actor (DEL-13).
    if (claim === null) {
        return isSubject ? null : toClaim(actor);
    }
    if (!names(claim, actor)) {
        throw conflict('the token names another actor');
    }
    return toClaim(actor);
}
function names(claim, { kind, id, issuer, subject }) {
    if (claim.issuer === null) {
        return claim.kind === kind && claim.id === id;
    }
    requireOneActor({ kind, id }, claim.alsoCalled);
    return claim.issuer === issuer && claim.id === subject;
}
function toClaim({ kind, id }) {
    return kind === 'user' ? null : { kind, id, issuer: null, alsoCalled: [] };
}
/**
 * The caller is always trusted to be the identity that it is. `actsAs` bounds who acts, whatever proves it: the actor,
 * or the subject where it acts alone; else leaving the actor out would be a way around it.
 */
function requireTrusted({ trust, identity }, { type, id, isProven }, actor) {
    const isOwn = (kind, name) => identity?.kind === kind && identity.id === name;
    if (!isProven && !isOwn(type, id) && !isNamed(trust.subjects, type, id)) {
        throw new ForbiddenError('caller.subject_not_trusted', 'you may not name that subject');
    }
    const acting = actor ?? { kind: type, id, issuer: null };
    // An alias is not known to be one of those yet: name the actor by its own id.
    const isBound = trust.actsAs === null ||
        (acting.issuer === null &&
            (isOwn(acting.kind, acting.id) || isNamed(trust.actsAs, acting.kind, acting.id)));
    if (!isBound) {
        throw new ForbiddenError('caller.actor_not_trusted', 'you may not speak for that actor');
    }
}
function withProperties(actor, act, { actorAttributes }) {
    const properties = pick(isJsonObject(act) ? act : undefined, actorAttributes);
    return actor === null || properties === null ? actor : { ...actor, properties };
}
function pick(given, names) {
    if (given === undefined || names.length === 0) {
        return null;
    }
    const picked = names.flatMap((name) => {
        const value = Object.hasOwn(given, name) ? given[name] : undefined;
        return value === undefined ? [] : [[name, value]];
    });
    return picked.length === 0 ? null : Object.fromEntries(picked);
}
function conflict(message) {
    return new InvalidRequestError('token.conflict', message);
}
