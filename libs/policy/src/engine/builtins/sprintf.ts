import { BuiltinLimitError, MAX_TEXT } from './builtin-error.js';
import { goValue, type GoValue } from './go-value.js';
import { formatVerb, type VerbFlags } from './go-verbs.js';
import { array, text } from './operands.js';
import type { RegoValue } from './rego-value.js';

/** Go's bound of width, precision and argument numbers; beyond, they are errors in the text. */
const MAX_NUMBER = 1_000_000;
const FLAGS = '+-# 0';

/** Rego's `sprintf`, which is Go's `fmt.Sprintf`: what does not fit is told in the text, as `%!d(string=x)`. */
export function sprintf(format?: RegoValue, values?: RegoValue): string {
  return new Formatter(text(format), array(values).map(goValue)).run();
}

class Formatter {
  readonly #format: string;
  readonly #args: readonly GoValue[];
  #at = 0;
  #arg = 0;
  #isReordered = false;
  #result = '';

  constructor(format: string, args: readonly GoValue[]) {
    this.#format = format;
    this.#args = args;
  }

  run(): string {
    while (this.#at < this.#format.length) {
      const percent = this.#format.indexOf('%', this.#at);
      const end = percent === -1 ? this.#format.length : percent;
      this.#add(this.#format.slice(this.#at, end));
      this.#at = end + 1;
      if (percent !== -1) {
        this.#directive();
      }
    }
    const extra = this.#args.slice(this.#arg);
    if (!this.#isReordered && extra.length > 0) {
      this.#add(`%!(EXTRA ${extra.map(({ type, plain }) => `${type}=${plain}`).join(', ')})`);
    }
    return this.#result;
  }

  #add(part: string): void {
    this.#result += part;
    if (this.#result.length > MAX_TEXT) {
      throw new BuiltinLimitError('the text becomes too long');
    }
  }

  #directive(): void {
    this.#isReordered = false;
    const flags = this.#flags();
    let isGood = this.#index();
    const width = this.#number();
    const minus = flags.includes('-') || (width !== undefined && width < 0);
    let precision: number | undefined;
    if (this.#format[this.#at] === '.') {
      this.#at += 1;
      isGood = this.#index() && isGood;
      precision = this.#precision();
    }
    isGood = this.#index() && isGood;
    const verb = String.fromCodePoint(this.#format.codePointAt(this.#at) ?? 0);
    if (this.#at >= this.#format.length) {
      this.#add('%!(NOVERB)');
      return;
    }
    this.#at += verb.length;
    const said = { flags: minus ? `${flags.replaceAll('0', '')}-` : flags, precision };
    this.#verb(verb, isGood, { ...said, width: width === undefined ? undefined : Math.abs(width) });
  }

  #verb(verb: string, isGood: boolean, flags: VerbFlags): void {
    const arg = this.#args[this.#arg];
    if (verb === '%') {
      this.#add('%');
    } else if (!isGood) {
      this.#add(`%!${verb}(BADINDEX)`);
    } else if (arg === undefined) {
      this.#add(`%!${verb}(MISSING)`);
    } else {
      this.#arg += 1;
      this.#add(formatVerb(verb, arg, flags));
    }
  }

  #flags(): string {
    const start = this.#at;
    while (this.#at < this.#format.length && FLAGS.includes(this.#format[this.#at] ?? '')) {
      this.#at += 1;
    }
    return this.#format.slice(start, this.#at);
  }

  /** `[n]` makes the n-th argument the next; false when it is none. */
  #index(): boolean {
    if (this.#format[this.#at] !== '[') {
      return true;
    }
    this.#isReordered = true;
    const close = this.#format.indexOf(']', this.#at);
    if (close === -1) {
      this.#at += 1;
      return false;
    }
    const digits = this.#format.slice(this.#at + 1, close);
    this.#at = close + 1;
    const index = /^\d+$/u.test(digits) ? Number(digits) : 0;
    const isGood = index >= 1 && index <= this.#args.length;
    this.#arg = isGood ? index - 1 : this.#arg;
    return isGood;
  }

  /** A number that is written there, or that `*` takes from the arguments. */
  #number(): number | undefined {
    if (this.#format[this.#at] === '*') {
      const value = this.#starred();
      if (value === undefined) {
        this.#add('%!(BADWIDTH)');
      }
      return value;
    }
    const digits = /^\d+/u.exec(this.#format.slice(this.#at, this.#at + 8))?.[0];
    this.#at += digits?.length ?? 0;
    return digits !== undefined && Number(digits) <= MAX_NUMBER ? Number(digits) : undefined;
  }

  #precision(): number | undefined {
    if (this.#format[this.#at] !== '*') {
      return this.#number() ?? 0;
    }
    const value = this.#starred();
    if (value === undefined || value < 0) {
      this.#add('%!(BADPREC)');
      return undefined;
    }
    return value;
  }

  /** The number that `*` takes from the arguments; undefined when it is none, or too large. */
  #starred(): number | undefined {
    this.#at += 1;
    const integer = this.#args[this.#arg]?.integer;
    this.#arg += 1;
    const value = integer === undefined ? NaN : Number(integer);
    return Math.abs(value) <= MAX_NUMBER ? value : undefined;
  }
}
