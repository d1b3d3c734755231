import type { Attributes, Json } from '@legate/core';

/** Escapes, and names that a careless reader would put on the prototype: they are for the whole check. */
const NOT_PLAIN_TEXT = /\\|__proto__|constructor/;
const NOT_PLAIN = -1;
/** `"`, `:`, `{`, `[`, `}`, `]`. */
const [QUOTE, COLON, OPEN_BRACE, OPEN_BRACKET, CLOSE_BRACE, CLOSE_BRACKET] = [
  34, 58, 123, 91, 125, 93,
];
/** A number of more characters, or with an exponent, may be out of range. */
const PLAIN_NUMBER = /^[-.0-9]{1,300}$/;
const NUMBER = /[-+.0-9eE]+/y;

/**
 * Reads JSON text that is plainly I-JSON (RFC 7493, AZ-74): no escapes, no exponents, nested within the bound, and
 * as many members read as names are written, so that none is there twice. That is what bodies mostly are, and it
 * costs a fraction of the whole check.
 *
 * @returns undefined for any other text, which says nothing of whether that is good.
 */
export function readPlainJson(text: string, maxDepth: number): Json | undefined {
  const names = NOT_PLAIN_TEXT.test(text) ? NOT_PLAIN : countNames(text, maxDepth);
  if (names === NOT_PLAIN) {
    return undefined;
  }
  try {
    const value = JSON.parse(text) as Json;
    return countMembers(value) === names ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How many names the text has, -1 when it is not plain. A colon outside of strings stands behind each name. */
function countNames(text: string, maxDepth: number): number {
  let names = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = text.indexOf('"', at + 1);
      if (at < 0) {
        return NOT_PLAIN;
      }
    } else if (code === COLON) {
      names += 1;
    } else if (isNumberStart(code)) {
      const number = numberAt(text, at);
      if (!PLAIN_NUMBER.test(number)) {
        return NOT_PLAIN;
      }
      at += number.length - 1;
    } else {
      depth += depthStep(code);
      if (depth > maxDepth) {
        return NOT_PLAIN;
      }
    }
  }
  return names;
}

function isNumberStart(code: number): boolean {
  return code === 45 || (code >= 48 && code <= 57);
}

function numberAt(text: string, at: number): string {
  NUMBER.lastIndex = at;
  return NUMBER.exec(text)?.[0] ?? '';
}

function depthStep(code: number): number {
  if (code === OPEN_BRACE || code === OPEN_BRACKET) {
    return 1;
  }
  return code === CLOSE_BRACE || code === CLOSE_BRACKET ? -1 : 0;
}

/** In all objects together. The text bounds the depth. */
function countMembers(value: Json): number {
  if (typeof value !== 'object' || value === null) {
    return 0;
  }
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) {
      members += countMembers(item);
    }
    return members;
  }
  const object = value as Attributes;
  // It came from the parser: all its members are its own.
  for (const name in object) {
    members += 1 + countMembers(object[name] ?? null);
  }
  return members;
}
