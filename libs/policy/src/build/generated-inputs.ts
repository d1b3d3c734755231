import type { RegoModule } from './rego-ast.js';

/** References and literals that are taken over from a policy. */
const MAX_PATHS = 64;
const MAX_LITERALS = 200;
/** Members of a generated list or object: what is quadratic in them is slow, what is linear is not. */
const LARGE = 200;
const LONG_TEXT = 'abcdefgh'.repeat(512);
const LARGE_NUMBER = 100_000;
const MIXED_INPUTS = 6;

/** Where a request may say anything; the rest of an input has the types that we give it. */
const OPEN =
  /^(?:context|(?:subject|actor|action|resource)\/properties)(?:\/|$)|^(?:subject|actor|resource)\/id$|^action\/name$/u;
const NAMES = /^(?:(?:subject|actor|resource)\/id|action\/name)$/u;

interface Vocabulary {
  /** Paths below `input` that the policy refers to, their parts joined by slashes. */
  readonly paths: readonly string[];
  readonly literals: readonly string[];
}

type MakeValue = (vocabulary: Vocabulary, index: number) => unknown;

const KINDS: readonly MakeValue[] = [
  ({ literals }, index) => literals[index % literals.length],
  () => LONG_TEXT,
  () => LARGE_NUMBER,
  ({ literals }) => Array.from({ length: LARGE }, (_, at) => literals[at] ?? `value${at}`),
  ({ literals }) =>
    Object.fromEntries(
      Array.from({ length: LARGE }, (_, at) => [literals[at] ?? `key${at}`, `value${at}`]),
    ),
  () => undefined,
];

/**
 * Inputs to measure a policy with: whatever it refers to is there as text, long text, a large number, a list, an object
 * or not at all, once all alike and then mixed. The same policy gets the same inputs.
 */
export function generatedInputs(modules: readonly RegoModule[]): readonly object[] {
  const vocabulary = readVocabulary(modules);
  const alike = KINDS.map((make) => inputOf(vocabulary, () => make));
  const mixed = Array.from({ length: MIXED_INPUTS }, (_, round) =>
    inputOf(vocabulary, (at) => KINDS[(at * 7 + round * 5 + ((at * round) % 3)) % KINDS.length]),
  );
  return [...alike, ...mixed];
}

function readVocabulary(modules: readonly RegoModule[]): Vocabulary {
  const paths = new Set<string>();
  const literals = new Set<string>();
  for (const node of nodesOf(modules.map(({ rules }) => rules))) {
    if (node['type'] === 'ref' && Array.isArray(node['value'])) {
      const path = inputPath(node['value'] as readonly Term[]);
      if (path !== null && OPEN.test(path)) {
        paths.add(path);
      }
    } else if (node['type'] === 'string' && typeof node['value'] === 'string') {
      literals.add(node['value']);
    }
  }
  return {
    paths: [...paths].slice(0, MAX_PATHS),
    literals: ['a', ...[...literals].slice(0, MAX_LITERALS)],
  };
}

interface Term {
  readonly type: string;
  readonly value?: unknown;
}

/** `resource/properties/owner` for `input.resource.properties.owner[_]`; null for another reference. */
function inputPath([root, ...rest]: readonly Term[]): string | null {
  if (root?.type !== 'var' || root.value !== 'input') {
    return null;
  }
  const end = rest.findIndex(({ type }) => type !== 'string');
  return rest
    .slice(0, end < 0 ? rest.length : end)
    .map(({ value }) => String(value))
    .join('/');
}

/** Every object in a syntax tree. */
function* nodesOf(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === 'object' && next !== null) {
      if (!Array.isArray(next)) {
        yield next as Readonly<Record<string, unknown>>;
      }
      pending.push(...(Object.values(next) as unknown[]));
    }
  }
}

function inputOf(vocabulary: Vocabulary, kindAt: (at: number) => MakeValue | undefined): object {
  const party = (type: string): object => ({ type, id: 'a', properties: {} });
  const input = {
    subject: party('user'),
    actor: party('agent'),
    mode: 'delegated',
    chain: [],
    action: { name: 'read', properties: {} },
    resource: { ...party('record'), stored: true },
    context: {},
    approval: null,
    now: '2026-01-01T00:00:00.000Z',
    now_ns: 1_767_225_600_000_000_000,
  };
  // The shorter first: what lies below another goes into it, unless that is no object.
  for (const [at, path] of vocabulary.paths.toSorted().entries()) {
    const value = kindAt(at)?.(vocabulary, at);
    if (value !== undefined && (!NAMES.test(path) || typeof value === 'string')) {
      place(input, path.split('/'), value);
    }
  }
  return input;
}

function place(input: object, path: readonly string[], value: unknown): void {
  let at = input;
  for (const key of path.slice(0, -1)) {
    // Own members only: a policy may well refer to `__proto__`.
    const below: unknown = Object.hasOwn(at, key) ? at[key as keyof typeof at] : set(at, key, {});
    if (!isObject(below)) {
      return;
    }
    at = below;
  }
  const last = path.at(-1) ?? '';
  const isWhole = last === 'properties' || (path.length === 1 && last === 'context');
  if (!isWhole || isObject(value)) {
    set(at, last, value);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function set(at: object, key: string, value: unknown): unknown {
  Object.defineProperty(at, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
  return value;
}
