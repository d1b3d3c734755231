import { BuiltinError } from './builtin-error.js';
import { compareTexts, sorted } from './compare.js';
import { object, text } from './operands.js';
import { writeRego } from './rego-text.js';
import { isArray, RegoNumber, RegoObject, RegoSet, type RegoValue } from './rego-value.js';

interface Layout {
  readonly prefix: string;
  readonly indent: string;
}

/** As Go's `json.Marshal` writes it: sets as arrays, keys as texts in order, `<`, `>` and `&` escaped. */
export function marshalJson(value: RegoValue, layout?: Layout): string {
  return write(value, layout, layout === undefined ? '' : `\n${layout.prefix}`);
}

export function marshalWithOptions(value?: RegoValue, options?: RegoValue): string {
  let [prefix, indent] = ['', '\t'];
  let isPretty: boolean | undefined;
  const { entries } = object(options);
  for (const [key, option] of entries) {
    switch (text(key)) {
      case 'prefix':
        prefix = text(option);
        break;
      case 'indent':
        indent = text(option);
        break;
      case 'pretty':
        isPretty = flag(option);
        break;
      default:
        throw new BuiltinError('object contained unknown key');
    }
  }
  isPretty ??= entries.length > 0;
  return isPretty
    ? prefix + marshalJson(value ?? null, { prefix, indent })
    : marshalJson(value ?? null);
}

function flag(value: RegoValue): boolean {
  if (typeof value !== 'boolean') {
    throw new BuiltinError('failed cast to bool');
  }
  return value;
}

function write(value: RegoValue, layout: Layout | undefined, line: string): string {
  if (typeof value === 'string') {
    return quote(value);
  }
  if (value === null || typeof value === 'boolean') {
    return String(value);
  }
  if (value instanceof RegoNumber) {
    return value.text;
  }
  const inner = line + (layout?.indent ?? '');
  if (value instanceof RegoObject) {
    const colon = layout === undefined ? ':' : ': ';
    const members = value.entries
      .map(([key, each]) => [jsonKey(key), each] as const)
      .sort(([a], [b]) => compareTexts(a, b))
      .map(([key, each]) => quote(key) + colon + write(each, layout, inner));
    return enclose('{}', members, { line, inner });
  }
  const items = isArray(value) ? value : sorted(value);
  return enclose(
    '[]',
    items.map((each) => write(each, layout, inner)),
    { line, inner },
  );
}

function enclose(
  [open = '', close = '']: string,
  items: readonly string[],
  { line, inner }: { readonly line: string; readonly inner: string },
): string {
  return items.length === 0 ? open + close : open + inner + items.join(`,${inner}`) + line + close;
}

/** OPA makes a text of any key. */
function jsonKey(key: RegoValue): string {
  return typeof key === 'string' ? key : key instanceof RegoSet ? marshalJson(key) : writeRego(key);
}

function quote(value: string): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]|\\[bf]/gu,
    (sign) => ESCAPES[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What Go 1.22 and later write short. */
const ESCAPES: Readonly<Record<string, string>> = { '\\b': '\\b', '\\f': '\\f' };
