import type { PolicyInput } from '@legate/core';

/** INVARIANT: what is kept is never changed. Identities and chains come from memory, the same ones again and again. */
const texts = new WeakMap<object, string>();

/** The input as `JSON.stringify` writes it, byte for byte. Parties and chains are written once. */
export function writeInput(input: PolicyInput): string {
  const { subject, actor, mode, chain, action, resource, context, approval, now } = input;
  return (
    `{"subject":${writeOnce(subject)},"actor":${actor === null ? 'null' : writeOnce(actor)},` +
    `"mode":"${mode}","chain":${writeOnce(chain)},"action":${JSON.stringify(action)},` +
    `"resource":${JSON.stringify(resource)},"context":${JSON.stringify(context)},` +
    `"approval":${JSON.stringify(approval)},"now":"${now}","now_ns":${input.now_ns}}`
  );
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
