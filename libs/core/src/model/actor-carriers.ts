import { InvalidRequestError } from '../errors/pdp-error.js';
import { isVisibleId } from '../ids/visible-id.js';
import { isJsonObject } from './json.js';
import type { Attributes, Json } from './json.js';
import type { ActorClaim, ActorName } from './request.js';

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
export function readActor({ subject, context = {} }: ActorCarriers): ActorClaim | null {
  const act = readAct(subject.properties?.['act']);
  const agent = readId(context['agent'], 'context.agent');
  const client = readId(context['client_id'], 'context.client_id');
  const claim = act ?? localAgent(agent ?? client);
  if (claim === null) {
    return null;
  }
  const alsoCalled = [...nameOf('agent', agent), ...nameOf(null, client)];
  if (claim.issuer !== null) {
    return { ...claim, alsoCalled };
  }
  requireOneActor(claim, alsoCalled);
  const isClientAlone = act === null && agent === null;
  return isSubject(claim, subject, isClientAlone) ? null : claim;
}

/** A client id alone says nothing of the kind: beside a service as the subject it may be the service's own. */
function isSubject(
  { kind, id }: ActorClaim,
  subject: ActorCarriers['subject'],
  isClientAlone: boolean,
): boolean {
  const kinds = isClientAlone ? ['agent', 'service'] : [kind];
  return kinds.includes(subject.type) && id === subject.id;
}

/** @throws InvalidRequestError `request.actor_conflict` when it is called by another name than its own. */
export function requireOneActor(
  actor: { readonly kind: string; readonly id: string } | null,
  alsoCalled: readonly ActorName[],
): void {
  const isSame = ({ kind, id }: ActorName): boolean =>
    id === actor?.id && (kind === null || kind === actor.kind);
  if (!alsoCalled.every(isSame)) {
    throw new InvalidRequestError(
      'request.actor_conflict',
      'subject.properties.act, context.agent and context.client_id name different actors',
    );
  }
}

function nameOf(kind: ActorName['kind'], id: string | null): readonly ActorName[] {
  return id === null ? [] : [{ kind, id }];
}

function localAgent(id: string | null): ActorClaim | null {
  return id === null ? null : { kind: 'agent', id, issuer: null, alsoCalled: [] };
}

function readAct(act: Json | undefined): ActorClaim | null {
  if (act === undefined) {
    return null;
  }
  assertDepth(act);
  if (!isJsonObject(act)) {
    throw invalid('subject.properties.act must be an object');
  }
  const { sub_profile: profile } = act;
  const id = readId(act['sub'], 'subject.properties.act.sub');
  if (id === null) {
    throw invalid('subject.properties.act.sub is missing');
  }
  const issuer = readId(act['iss'], 'subject.properties.act.iss');
  if (!isOptionalText(profile)) {
    throw invalid('subject.properties.act.sub_profile must be a non-empty string');
  }
  const kind = profile?.split(' ').includes('service') === true ? 'service' : 'agent';
  return { kind, id, issuer, alsoCalled: [] };
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

function readId(id: Json | undefined, member: string): string | null {
  if (id === undefined) {
    return null;
  }
  if (typeof id !== 'string' || !isVisibleId(id)) {
    throw invalid(`${member} must be an id`);
  }
  return id;
}

function invalid(message: string): InvalidRequestError {
  return new InvalidRequestError('request.invalid', message);
}
