import type { Attributes, PolicyInput, PolicyResource } from '@legate/core';

/** Of a policy input. */
const MEMBERS = 10;
/** Text that JSON writes as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** INVARIANT: what is kept is never changed. Identities and chains come from memory, the same ones again and again. */
const texts = new WeakMap<object, string>();

/** The input as `JSON.stringify` writes it, byte for byte. Parties and chains are written once. */
export function writeInput(input: PolicyInput): string {
  const question = writeQuestion(input);
  return question === null ? JSON.stringify(input) : withClock(question, input);
}

/** The text of an input behind which only its clock is missing; null when it has not the shape of the contract. */
export function writeQuestion(input: PolicyInput): string | null {
  if (!isWhole(input)) {
    return null;
  }
  const { subject, actor, mode, chain, action, resource, context, approval } = input;
  return (
    `{"subject":${writeOnce(subject)},"actor":${actor === null ? 'null' : writeOnce(actor)},` +
    `"mode":${writeText(mode)},"chain":${writeOnce(chain)},"action":{"name":${writeText(action.name)},` +
    `"properties":${writeObject(action.properties)}},"resource":${writeResource(resource)},` +
    `"context":${writeObject(context)},"approval":${approval === null ? 'null' : JSON.stringify(approval)},`
  );
}

/** The whole text of an input whose question is written. */
export function withClock(question: string, { now, now_ns: ns }: PolicyInput): string {
  return `${question}"now":${writeText(now)},"now_ns":${ns}}`;
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
    return JSON.stringify(resource);
  }
  const { type, id, properties } = resource;
  const text = writeObject(properties);
  return `{"type":${writeText(type)},"id":${writeText(id)},"properties":${text},"stored":false}`;
}

function writeObject(attributes: Attributes): string {
  for (const _ in attributes) {
    return JSON.stringify(attributes);
  }
  return '{}';
}

function writeText(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function writeOnce(value: object): string {
  const known = texts.get(value);
  if (known !== undefined) {
    return known;
  }
  const text = JSON.stringify(value);
  texts.set(value, text);
  return text;
}
