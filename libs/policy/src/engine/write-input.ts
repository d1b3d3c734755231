import type { Attributes, PolicyInput, PolicyResource } from '@legate/core';

/** Text that JSON writes as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** INVARIANT: what is kept is never changed. Identities and chains come from memory, the same ones again and again. */
const texts = new WeakMap<object, string>();

/** The input as `JSON.stringify` writes it, byte for byte. Parties and chains are written once. */
export function writeInput(input: PolicyInput): string {
  const { subject, actor, mode, chain, action, resource, context, approval, now } = input;
  return (
    `{"subject":${writeOnce(subject)},"actor":${actor === null ? 'null' : writeOnce(actor)},` +
    `"mode":"${mode}","chain":${writeOnce(chain)},"action":{"name":${writeText(action.name)},` +
    `"properties":${writeObject(action.properties)}},"resource":${writeResource(resource)},` +
    `"context":${writeObject(context)},"approval":${approval === null ? 'null' : JSON.stringify(approval)},` +
    `"now":"${now}","now_ns":${input.now_ns}}`
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
