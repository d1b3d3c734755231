import { isArray, RegoNumber, RegoObject, RegoSet, type RegoValue } from './rego-value.js';

/**
 * Reads what the module writes of a value: JSON, but sets stand as `{1,2}` and `set()`, and keys may be any value.
 * It is the module's own text, so nothing is forgiven: throws SyntaxError where it is anything else.
 */
export function parseRego(text: string): RegoValue {
  const reader = new Reader(text);
  const value = reader.value();
  reader.expectEnd();
  return value;
}

/** As `parseRego`, for a text that is known to be JSON: of members with the same name the last one counts. */
export function parseJsonText(text: string): RegoValue {
  return new Reader(text.trim(), true).value();
}

/** Writes a value as the module reads it. */
export function writeRego(value: RegoValue): string {
  if (value instanceof RegoNumber) {
    return value.text;
  }
  if (isArray(value)) {
    return `[${value.map(writeRego).join(',')}]`;
  }
  if (value instanceof RegoSet) {
    return value.items.length === 0 ? 'set()' : `{${value.items.map(writeRego).join(',')}}`;
  }
  if (value instanceof RegoObject) {
    return `{${value.entries.map(([key, each]) => `${writeRego(key)}:${writeRego(each)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

const WHITESPACE = ' \n\r\t';
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;

class Reader {
  readonly #text: string;
  readonly #mayRepeat: boolean;
  #at = 0;

  constructor(text: string, mayRepeat = false) {
    this.#text = text;
    this.#mayRepeat = mayRepeat;
  }

  value(): RegoValue {
    switch (this.#text[this.#at]) {
      case '"':
        return this.#string();
      case '[':
        this.#at += 1;
        return this.#list(']');
      case '{':
        this.#at += 1;
        return this.#braces();
      case 's':
        this.#word('set()');
        return new RegoSet([]);
      case 't':
        this.#word('true');
        return true;
      case 'f':
        this.#word('false');
        return false;
      case 'n':
        this.#word('null');
        return null;
      case undefined:
      default:
        return this.#number();
    }
  }

  expectEnd(): void {
    if (this.#at !== this.#text.length) {
      throw this.#unexpected();
    }
  }

  #word(word: string): void {
    if (!this.#text.startsWith(word, this.#at)) {
      throw this.#unexpected();
    }
    this.#at += word.length;
  }

  #number(): RegoNumber {
    NUMBER.lastIndex = this.#at;
    const found = NUMBER.exec(this.#text);
    if (found === null) {
      throw this.#unexpected();
    }
    this.#at = NUMBER.lastIndex;
    return new RegoNumber(found[0]);
  }

  #string(): string {
    const start = this.#at;
    let end = this.#text.indexOf('"', start + 1);
    while (end !== -1 && this.#isEscaped(end)) {
      end = this.#text.indexOf('"', end + 1);
    }
    if (end === -1) {
      throw this.#unexpected();
    }
    this.#at = end + 1;
    return JSON.parse(this.#text.slice(start, end + 1)) as string;
  }

  #isEscaped(quote: number): boolean {
    let before = quote - 1;
    while (this.#text[before] === '\\') {
      before -= 1;
    }
    return (quote - before) % 2 === 0;
  }

  /** Items up to the closing sign; the opening one is read. */
  #list(close: string, first?: RegoValue): readonly RegoValue[] {
    const items: RegoValue[] = first === undefined ? [] : [first];
    this.#space();
    while (!this.#skip(close)) {
      if (items.length > 0) {
        this.#word(',');
        this.#space();
      }
      items.push(this.value());
      this.#space();
    }
    return items;
  }

  #braces(): RegoSet | RegoObject {
    this.#space();
    if (this.#skip('}')) {
      return new RegoObject([]);
    }
    const first = this.value();
    this.#space();
    if (!this.#skip(':')) {
      return new RegoSet(this.#list('}', first));
    }
    this.#space();
    const entries: [RegoValue, RegoValue][] = [[first, this.value()]];
    this.#space();
    while (!this.#skip('}')) {
      this.#word(',');
      this.#space();
      entries.push(this.#member());
      this.#space();
    }
    return new RegoObject(this.#mayRepeat ? [...new Map(entries)] : entries);
  }

  #member(): [RegoValue, RegoValue] {
    const key = this.value();
    this.#space();
    this.#word(':');
    this.#space();
    return [key, this.value()];
  }

  #space(): void {
    while (WHITESPACE.includes(this.#text[this.#at] ?? '.')) {
      this.#at += 1;
    }
  }

  #skip(sign: string): boolean {
    const isThere = this.#text[this.#at] === sign;
    this.#at += Number(isThere);
    return isThere;
  }

  #unexpected(): SyntaxError {
    return new SyntaxError(`unexpected text of a value at ${this.#at}`);
  }
}
