import { InvalidRequestError } from '../errors/pdp-error.js';
import { isVisibleId } from '../ids/visible-id.js';
import { isJsonObject } from './json.js';
import type { Attributes, Json } from './json.js';
import type { ActorClaim } from './request.js';

/** Most `act` objects a request may nest (DEL-12: reject, never truncate). */
export const MAX_ACT_DEPTH = 8;

/** The members of a request that can name the actor. */
export interface ActorCarriers {
  readonly subject: {
    readonly type: string;
    readonly id: string;
    readonly properties?: Attributes;
  };
  readonly context?: Attributes;
}

/**
 * Reads the actor from the places a request can name it in: `subject.properties.act` (RFC 8693 section 4.1, the
 * outermost one; nested ones are history) and `context.agent` (COAZ-MCP). Null when none does, or when it names
 * the subject itself (DEL-13).
 *
 * @throws InvalidRequestError `request.invalid` for a carrier of the wrong shape, `request.actor_conflict` when
 * two name different actors.
 */
export function readActor({ subject, context }: ActorCarriers): ActorClaim | null {
  const fromAct = readAct(subject.properties?.['act']);
  const fromAgent = readAgent(context?.['agent']);
  if (fromAct !== null && fromAgent !== null && !isSameActor(fromAct, fromAgent)) {
    throw new InvalidRequestError(
      'request.actor_conflict',
      'subject.properties.act and context.agent name different actors',
    );
  }
  const claim = fromAct ?? fromAgent;
  return claim !== null && isSubject(claim, subject) ? null : claim;
}

function readAct(act: Json | undefined): ActorClaim | null {
  if (act === undefined) {
    return null;
  }
  assertDepth(act);
  if (!isJsonObject(act)) {
    throw invalid('subject.properties.act must be an object');
  }
  const { sub, iss, sub_profile: profile } = act;
  if (typeof sub !== 'string' || !isVisibleId(sub)) {
    throw invalid('subject.properties.act.sub must be an id');
  }
  if (!isOptionalText(iss) || !isOptionalText(profile)) {
    throw invalid('subject.properties.act.iss and .sub_profile must be non-empty strings');
  }
  const kind = profile?.split(' ').includes('service') === true ? 'service' : 'agent';
  return { kind, id: sub, issuer: iss ?? null };
}

function isOptionalText(value: Json | undefined): value is string | undefined {
  return value === undefined || (typeof value === 'string' && value !== '');
}

function assertDepth(act: Json): void {
  let depth = 0;
  for (let at: Json | undefined = act; isJsonObject(at); at = at['act']) {
    depth += 1;
    if (depth > MAX_ACT_DEPTH) {
      throw invalid(`subject.properties.act nests deeper than ${MAX_ACT_DEPTH}`);
    }
  }
}

function readAgent(agent: Json | undefined): ActorClaim | null {
  if (agent === undefined) {
    return null;
  }
  if (typeof agent !== 'string' || !isVisibleId(agent)) {
    throw invalid('context.agent must be an id');
  }
  return { kind: 'agent', id: agent, issuer: null };
}

function isSameActor(act: ActorClaim, agent: ActorClaim): boolean {
  return act.id === agent.id && act.kind === agent.kind && act.issuer === agent.issuer;
}

function isSubject(claim: ActorClaim, subject: ActorCarriers['subject']): boolean {
  return claim.issuer === null && claim.kind === subject.type && claim.id === subject.id;
}

function invalid(message: string): InvalidRequestError {
  return new InvalidRequestError('request.invalid', message);
}
