import type { Attributes, Obligation, OBLIGATION_TYPES } from '@legate/core';

type Check = (value: unknown) => boolean;
interface ObligationShape {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional: Readonly<Record<string, Check>>;
}

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
/** The draft leaves open whether a subject is its id or the AuthZEN entity. */
const isSubject: Check = (value) =>
  isText(value) || (isPlainObject(value) && isText(value['type']) && isText(value['id']));

type TypedObligation = Exclude<(typeof OBLIGATION_TYPES)[number], 'custom'>;

/** OBL-2: the types of the AuthZEN obligations profile but `custom`, and the properties of each. */
const TYPED: ReadonlyMap<string, ObligationShape> = new Map<TypedObligation, ObligationShape>([
  ['step-up', { required: { acr_value: isText }, optional: { amr_values: isTexts } }],
  ['notification', { required: { to: isText, body: isText }, optional: { topic: isText } }],
  ['session_termination', { required: { subject: isSubject }, optional: {} }],
]);

/**
 * Whether a value from a policy is an obligation that may leave the service: `id`, `type` and `properties` and
 * nothing else (OBL-1), the type known and its properties as OBL-2 says. An unknown member counts as wrong,
 * because it is more likely a misspelt one than one that may be ignored.
 */
export function isObligation(value: unknown): value is Obligation {
  if (!isPlainObject(value) || Object.keys(value).length !== 3) {
    return false;
  }
  const { id, type, properties } = value;
  if (!isText(id) || typeof type !== 'string' || !isPlainObject(properties)) {
    return false;
  }
  if (type === 'custom') {
    return true;
  }
  const shape = TYPED.get(type);
  return shape !== undefined && fits(shape, properties);
}

function fits({ required, optional }: ObligationShape, properties: Attributes): boolean {
  const allowed = new Map(Object.entries({ ...required, ...optional }));
  return (
    Object.keys(required).every((name) => Object.hasOwn(properties, name)) &&
    Object.entries(properties).every(([name, value]) => allowed.get(name)?.(value) === true)
  );
}

function isPlainObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
