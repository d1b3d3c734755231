import { hasMembers, quoteJson } from '@legate/core';
import type { Attributes, PolicyInput, PolicyResource } from '@legate/core';

/** Of a policy input. */
const MEMBERS = 10;

/** Of an object that is written into inputs; `number` is 0 until it was met again. */
interface Fragment {
  readonly text: string;
  number: number;
}

/** INVARIANT: what is kept is never changed. Identities and chains come from memory, the same ones again and again. */
const fragments = new WeakMap<object, Fragment>();
let lastNumber = 0;

/** The input as `JSON.stringify` writes it, byte for byte. Parties and chains are written once. */
export function writeInput(input: PolicyInput): string {
  if (!isWhole(input)) {
    return JSON.stringify(input);
  }
  const { subject, actor, mode, chain, now, now_ns: ns } = input;
  return (
    `{"subject":${writeOnce(subject)},"actor":${actor === null ? 'null' : writeOnce(actor)},` +
    `"mode":${quoteJson(mode)},"chain":${writeOnce(chain)},${writeRequest(input)},` +
    `"now":${quoteJson(now)},"now_ns":${ns}}`
  );
}

/**
 * A short name of all that an input says but for its clock: inputs of one name differ in nothing else. Null where
 * the parties or the chain were not met before, and may not be again, or it has not the shape of the contract.
 */
export function nameQuestion(input: PolicyInput): string | null {
  if (!isWhole(input)) {
    return null;
  }
  const { subject, actor, mode, chain } = input;
  const numbers = [numberOf(subject), actor === null ? -1 : numberOf(actor), numberOf(chain)];
  return numbers.includes(0) ? null : `${numbers.join()} ${mode} ${writeRequest(input)}`;
}

function writeRequest({ action, resource, context, approval }: PolicyInput): string {
  return (
    `"action":{"name":${quoteJson(action.name)},"properties":${writeObject(action.properties)}},` +
    `"resource":${writeResource(resource)},"context":${writeObject(context)},` +
    `"approval":${approval === null ? 'null' : JSON.stringify(approval)}`
  );
}

/** Its number for good; 0 when it was not met before. */
function numberOf(value: object): number {
  const known = fragments.get(value);
  if (known === undefined) {
    return 0;
  }
  if (known.number === 0) {
    lastNumber += 1;
    known.number = lastNumber;
  }
  return known.number;
}

/** Authors evaluate inputs of their own, of any shape. */
function isWhole(input: PolicyInput): boolean {
  const { subject, actor, chain, action, resource, context } = input;
  return (
    Object.keys(input).length === MEMBERS &&
    [subject, action, resource, context].every(isObject) &&
    (actor === null || isObject(actor)) &&
    Array.isArray(chain) &&
    hasScalars(input) &&
    isNamed(action) &&
    (resource.stored || isOnlyAsserted(resource))
  );
}

function hasScalars({ mode, now, now_ns: ns }: PolicyInput): boolean {
  return typeof mode === 'string' && typeof now === 'string' && Number.isFinite(ns);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNamed(action: PolicyInput['action']): boolean {
  return (
    Object.keys(action).length === 2 &&
    typeof action.name === 'string' &&
    isObject(action.properties)
  );
}

function isOnlyAsserted(resource: PolicyResource): boolean {
  const { type, id, properties } = resource;
  return (
    Object.keys(resource).length === 4 &&
    typeof resource.stored === 'boolean' &&
    typeof type === 'string' &&
    typeof id === 'string' &&
    isObject(properties)
  );
}

function writeResource(resource: PolicyResource): string {
  if (resource.stored) {
    return writeOnce(resource);
  }
  const { type, id, properties } = resource;
  const text = writeObject(properties);
  return `{"type":${quoteJson(type)},"id":${quoteJson(id)},"properties":${text},"stored":false}`;
}

function writeObject(attributes: Attributes): string {
  return hasMembers(attributes) ? JSON.stringify(attributes) : '{}';
}

function writeOnce(value: object): string {
  const known = fragments.get(value);
  if (known !== undefined) {
    return known.text;
  }
  const text = JSON.stringify(value);
  fragments.set(value, { text, number: 0 });
  return text;
}
