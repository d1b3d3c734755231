import { sorted, sortedEntries } from './compare.js';
import { floatText } from './go-float.js';
import { goQuote } from './go-quote.js';
import { isArray, RegoNumber, RegoObject, RegoSet, type RegoValue } from './rego-value.js';

/** An argument as OPA hands it to Go's `fmt`. */
export interface GoValue {
  readonly type: 'int' | '*big.Int' | 'float64' | 'string';
  /** As `%v` writes it. */
  readonly plain: string;
  readonly integer?: bigint;
  readonly float?: number;
}

export function goValue(value: RegoValue): GoValue {
  if (value instanceof RegoNumber) {
    return goNumber(value);
  }
  return { type: 'string', plain: typeof value === 'string' ? value : regoText(value) };
}

function goNumber(number: RegoNumber): GoValue {
  const { integer } = number;
  if (integer !== undefined) {
    const type = BigInt.asIntN(64, integer) === integer ? 'int' : '*big.Int';
    return { type, plain: String(integer), integer };
  }
  const float = number.value;
  return Number.isFinite(float)
    ? { type: 'float64', plain: floatText(float, 'g', -1), float }
    : { type: 'string', plain: number.text };
}

/** A value as Rego's compiler prints it. */
export function regoText(value: RegoValue): string {
  if (typeof value === 'string') {
    return goQuote(value);
  }
  if (value instanceof RegoNumber) {
    return value.text;
  }
  if (isArray(value)) {
    return `[${value.map(regoText).join(', ')}]`;
  }
  if (value instanceof RegoSet) {
    const items = sorted(value).map(regoText);
    return items.length === 0 ? 'set()' : `{${items.join(', ')}}`;
  }
  if (value instanceof RegoObject) {
    const members = sortedEntries(value).map(
      ([key, each]) => `${regoText(key)}: ${regoText(each)}`,
    );
    return `{${members.join(', ')}}`;
  }
  return String(value);
}
