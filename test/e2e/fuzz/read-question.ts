import type { Question, Value, Values } from '../../reference/world.js';

const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/u;
const MAX_ID_BYTES = 1024;
const MAX_ACTS = 8;

/**
 * The question that a body, or an item of a batch, asks; null when it asks none and so may be answered with an
 * error or a deny only. A token in the context is none: no issuer is known in a fuzzed world.
 */
export function readQuestion(body: Value | undefined): Question | null {
  const { subject, action, resource, context = {} } = orNone(body);
  const isQuestion =
    [subject, resource].every((entity) => isEntity(orNone(entity))) &&
    isAction(orNone(action)) &&
    isContext(members(context)) &&
    areCarriers(orNone(orNone(subject)['properties'])['act'], orNone(context));
  return isQuestion ? ({ subject, action, resource, context } as unknown as Question) : null;
}

function isContext(context: Values | null): boolean {
  return context !== null && !('token' in context);
}

/** What is given of it, or of the batch around it. */
export function inherit(batch: Values, item: Value): Values | null {
  const own = members(item);
  if (own === null) {
    return null;
  }
  const names = ['subject', 'action', 'resource', 'context'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const given = name in own ? own[name] : batch[name];
      return given === undefined ? [] : [[name, given] as const];
    }),
  );
}

export function members(value: Value | undefined): Values | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return null;
  }
  // Without what every object inherits, which nobody has said.
  return Object.assign(Object.create(null) as object, value) as Values;
}

function orNone(value: Value | undefined): Values {
  return members(value) ?? {};
}

function isEntity({ type, id, properties }: Values): boolean {
  return isNamed(type) && isNamed(id) && isOptional(properties);
}

function isAction({ name, properties }: Values): boolean {
  return isNamed(name) && isOptional(properties);
}

function isOptional(properties: Value | undefined): boolean {
  return properties === undefined || members(properties) !== null;
}

function isNamed(id: Value | undefined): id is string {
  return (
    typeof id === 'string' &&
    id !== '' &&
    id === id.trim() &&
    !HIDDEN.test(id) &&
    !/(?! )\p{Zs}/u.test(id) &&
    Buffer.byteLength(id) <= MAX_ID_BYTES
  );
}

function areCarriers(act: Value | undefined, { agent, client_id: client }: Values): boolean {
  const named = [agent, client].every((id) => id === undefined || isNamed(id));
  return named && (act === undefined || isAct(members(act)));
}

function isAct(act: Values | null): boolean {
  const { sub, iss, sub_profile: profile } = act ?? {};
  const isShaped =
    isNamed(sub) &&
    (iss === undefined || isNamed(iss)) &&
    (profile === undefined || (typeof profile === 'string' && profile !== ''));
  return isShaped && countActs(act) <= MAX_ACTS;
}

function countActs(act: Values | null): number {
  return act === null ? 0 : 1 + countActs(members(act['act']));
}
