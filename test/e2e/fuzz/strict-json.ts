import type { Value } from '../../reference/world.js';

/** As the service is set: the deepest nesting of a body. */
const MAX_DEPTH = 64;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y; // eslint-disable-line no-control-regex -- controls are what JSON forbids there
const WORDS: readonly (readonly [string, Value])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

class NotIJson extends Error {}

/**
 * The naive reader of I-JSON (RFC 8259, RFC 7493), written apart from the service's: UTF-8, whose one leading byte
 * order mark is passed over (RFC 8259 section 8.1), no name twice, no lone surrogate, numbers that a double can hold, a bounded depth, no name that reaches a prototype.
 *
 * @returns undefined for what the service must refuse to read
 */
export function readStrictJson(bytes: Buffer): Value | undefined {
  const text = decode(bytes);
  try {
    return text === undefined ? undefined : new Reader(text).whole();
  } catch (cause) {
    if (cause instanceof NotIJson) {
      return undefined;
    }
    throw cause;
  }
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

class Reader {
  #at = 0;

  constructor(private readonly text: string) {}

  whole(): Value {
    const value = this.value(0);
    this.space();
    if (this.#at < this.text.length) {
      throw new NotIJson();
    }
    return value;
  }

  private value(depth: number): Value {
    this.space();
    const sign = this.text[this.#at];
    if (sign === '{' || sign === '[') {
      if (depth === MAX_DEPTH) {
        throw new NotIJson();
      }
      this.#at += 1;
      return sign === '{' ? this.object(depth + 1) : this.list(depth + 1);
    }
    return sign === '"' ? this.string() : this.word();
  }

  private object(depth: number): Value {
    const members = new Map<string, Value>();
    if (this.takes('}')) {
      return {};
    }
    do {
      this.space();
      const name = this.string();
      if (!this.takes(':') || members.has(name) || name === '__proto__') {
        throw new NotIJson();
      }
      members.set(name, this.value(depth));
    } while (this.takes(','));
    const value = Object.fromEntries(members);
    const made = members.get('constructor');
    const reaches = typeof made === 'object' && made !== null && Object.hasOwn(made, 'prototype');
    if (!this.takes('}') || reaches) {
      throw new NotIJson();
    }
    return value;
  }

  private list(depth: number): Value {
    const items: Value[] = [];
    if (this.takes(']')) {
      return items;
    }
    do {
      items.push(this.value(depth));
    } while (this.takes(','));
    if (!this.takes(']')) {
      throw new NotIJson();
    }
    return items;
  }

  private string(): string {
    const text = JSON.parse(this.match(STRING)) as string;
    if (/\p{Surrogate}/u.test(text)) {
      throw new NotIJson();
    }
    return text;
  }

  private word(): Value {
    const word = WORDS.find(([text]) => this.text.startsWith(text, this.#at));
    if (word !== undefined) {
      this.#at += word[0].length;
      return word[1];
    }
    const number = Number(this.match(NUMBER));
    if (!Number.isFinite(number)) {
      throw new NotIJson();
    }
    return number;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.text) ?? [];
    if (found === undefined || found === '') {
      throw new NotIJson();
    }
    this.#at += found.length;
    return found;
  }

  private takes(sign: string): boolean {
    this.space();
    const isThere = this.text[this.#at] === sign;
    this.#at += isThere ? 1 : 0;
    return isThere;
  }

  private space(): void {
    while (' \t\n\r'.includes(this.text[this.#at] ?? 'x')) {
      this.#at += 1;
    }
  }
}
