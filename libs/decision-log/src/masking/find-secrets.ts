import type { MaskRule } from './mask-settings.js';

/** What an API key or a JWT looks like: as it is, and in JSON text, which may have escaped a part of it. */
const SECRET = /lgt_[!-~]{32,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/;
const WRITTEN_SECRET = /lgt_(?:[!#-[\]-~]|\\.){32,}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
const REPLACEMENT = '[key or token removed]';

/** Whether a text may have a key or a token in it: quick, and wrong now and then. */
export function maySecretsBeIn(text: string): boolean {
  // The rarer letter first: most texts are done with it.
  return (
    (text.includes('_') && text.includes('lgt_')) || (text.includes('J') && text.includes('eyJ'))
  );
}

/** Rules that replace each text with a key or a token in it. */
export function findSecrets(members: object): readonly MaskRule[] {
  return Object.entries(members).flatMap(([name, value]) => search(value, [name]));
}

/** For what is left: where names are secrets, or members that no rule can reach. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(WRITTEN_SECRET, REPLACEMENT);
}

function search(value: unknown, path: readonly [string, ...string[]]): readonly MaskRule[] {
  if (typeof value === 'string') {
    return SECRET.test(value) ? [{ path, op: 'replace', value: REPLACEMENT }] : [];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, below]) => search(below, [...path, name]))
    : [];
}
