/**
 * Rego's `sprintf` for the verbs `%s`, `%v`, `%d` and `%%`, without flags or width, giving what OPA gives, which
 * is what Go's `fmt` gives: `%!d(string=x)` for a verb that does not fit.
 * Throws on what would answer otherwise than `opa eval`, so that the package fails: other verbs, arrays, sets and
 * objects (a set cannot be told from an array here), integers that JSON cannot carry exactly.
 */
export function sprintf(format: unknown, values: unknown): string {
  if (typeof format !== 'string' || !Array.isArray(values)) {
    throw new TypeError('sprintf takes a string and an array');
  }
  const args = values.map(goValue);
  let used = 0;
  const text = format.replace(/%(.?)/gsu, (_, verb: string) => {
    if (verb === '%') {
      return '%';
    }
    if (!['s', 'v', 'd'].includes(verb)) {
      throw new TypeError(`sprintf does not provide %${verb}`);
    }
    const arg = args[used++];
    return arg === undefined ? `%!${verb}(MISSING)` : formatArgument(verb, arg);
  });
  const extra = args.slice(used).map(({ type, text: rest }) => `${type}=${rest}`);
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`;
}

/** An argument as OPA hands it to Go, and how Go writes it by default. */
interface GoValue {
  readonly type: 'int' | 'float64' | 'string';
  readonly text: string;
}

function formatArgument(verb: string, { type, text }: GoValue): string {
  const fits = verb === 'v' || (verb === 's' ? type === 'string' : type === 'int');
  return fits ? text : `%!${verb}(${type}=${text})`;
}

function goValue(value: unknown): GoValue {
  if (typeof value === 'object' && value !== null) {
    throw new TypeError('sprintf of an array, set or object is not provided');
  }
  if (typeof value !== 'number') {
    return { type: 'string', text: String(value) };
  }
  if (!Number.isInteger(value)) {
    return { type: 'float64', text: floatText(value) };
  }
  if (!Number.isSafeInteger(value)) {
    throw new RangeError('sprintf of an integer beyond 2^53');
  }
  return { type: 'int', text: String(value) };
}

/** Go writes an exponent, of at least two digits, below 1e-4 and from 1e6 on. */
function floatText(value: number): string {
  const size = Math.abs(value);
  return size < 1e-4 || size >= 1e6
    ? value.toExponential().replace(/e([+-])(\d)$/u, 'e$10$2')
    : String(value);
}
