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
 * outermost one; nested ones are history), `context.agent` (COAZ-MCP) and `context.client_id` (ARAP-OAuth). The
 * fourth is the subject itself: null when none names another (DEL-13).
 *
 * Where `act` has an issuer it is an alias, and whether the others mean the same can be told only once it is
 * looked up: they are in `alsoCalled`.
 *
 * @throws InvalidRequestError `request.invalid` for a carrier of the wrong shape, `request.actor_conflict` when
 * two name different actors.
 */
export function readActor({ subject, context }: ActorCarriers): ActorClaim | null {
  const act = readAct(subject.properties?.['act']);
  const called = [
    ...readId(context?.['agent'], 'context.agent'),
    ...readId(context?.['client_id'], 'context.client_id'),
  ];
  const [first] = called;
  const claim = act ?? (first === undefined ? null : localAgent(first));
  if (claim === null) {
    return null;
  }
  const isCalledAgent = context?.['agent'] !== undefined;
  const isOther = called.some((id) => id !== claim.id) || (isCalledAgent && claim.kind !== 'agent');
  if (claim.issuer === null && isOther) {
    throw new InvalidRequestError(
      'request.actor_conflict',
      'subject.properties.act, context.agent and context.client_id name different actors',
    );
  }
  // A client id alone says nothing of the kind: beside a service as the subject it may be the service's own.
  const isClient = act === null && !isCalledAgent;
  const kinds: readonly string[] = isClient ? ['agent', 'service'] : [claim.kind];
  return kinds.includes(subject.type) && claim.issuer === null && claim.id === subject.id
    ? null
    : { ...claim, alsoCalled: claim.issuer === null ? [] : called };
}

function localAgent(id: string): ActorClaim {
  return { kind: 'agent', id, issuer: null, alsoCalled: [] };
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
  return { kind, id: sub, issuer: iss ?? null, alsoCalled: [] };
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

function readId(id: Json | undefined, member: string): readonly string[] {
  if (id === undefined) {
    return [];
  }
  if (typeof id !== 'string' || !isVisibleId(id)) {
    throw invalid(`${member} must be an id`);
  }
  return [id];
}

function invalid(message: string): InvalidRequestError {
  return new InvalidRequestError('request.invalid', message);
}
