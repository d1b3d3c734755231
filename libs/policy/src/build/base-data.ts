import { isBelow } from '../archive/archive-manifest.js';
import type { BuildProblem } from './policy-build-error.js';

/** Base data of a bundle, which policies read as `data.<path>`. */
export interface BaseData {
  /** One JSON object, members as written; what is digested, compiled for and loaded. */
  readonly json: Buffer;
}

/** A data document: what it holds lies below the folder it is in. */
export interface DataFile {
  readonly path: string;
  readonly content: Buffer;
}

/** What base data must keep to. */
export interface DataDemands {
  /** Most bytes of all documents together, as they are sent and as they are loaded. */
  readonly maxBytes: number;
  /** Paths that all of it must lie in; everywhere when left out. */
  readonly roots?: readonly string[];
}

type Tree = Map<string, unknown>;

export const DATA_FILE = 'data.json';
/** Bound of base data where no setting says another: every instance of a policy holds it. */
export const DEFAULT_MAX_DATA_BYTES = 1024 * 1024;
/** Deepest nesting: the module reads values by recursion. */
const MAX_DEPTH = 64;
/** Packages live there; data of that name would be hidden by them, or hide them. */
const RESERVED = new Set(['policy', 'legate_entry']);
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|:/gu;
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/iu;

/**
 * Joins the data documents of a bundle, as OPA does: `a/b/data.json` holds what lies below `data.a.b`. OPA-10, OPA-12.
 * What two JSON readers could read differently is refused, since policies are tested by OPA and run in WASM.
 * @returns null when there is nothing in them, as in the empty document that `opa build` writes
 */
export function joinData(
  files: readonly DataFile[],
  { maxBytes, roots = [''] }: DataDemands,
  problems: BuildProblem[],
): BaseData | null {
  const joining = new Joining(roots, problems);
  const sent = files.reduce((sum, { content }) => sum + content.length, 0);
  if (sent > maxBytes) {
    joining.report('', `The data documents exceed ${maxBytes} bytes together`, LARGE);
    return null;
  }
  for (const file of files) {
    joining.add(file);
  }
  return joining.finish(maxBytes);
}

const LARGE = 'policy.build.too_large';

class Joining {
  private readonly tree: Tree = new Map();

  constructor(
    private readonly roots: readonly string[],
    private readonly problems: BuildProblem[],
  ) {}

  add({ path, content }: DataFile): void {
    const value = this.read(path, content);
    if (value === null) {
      return;
    }
    let tree = this.tree;
    const folders = path.split('/').slice(0, -1);
    for (const name of Object.keys(value).length === 0 ? [] : folders) {
      const below = tree.get(name) ?? new Map<string, unknown>();
      tree.set(name, below);
      if (!(below instanceof Map)) {
        this.report(path, `Another document has a value at "${folders.join('/')}"`);
        return;
      }
      tree = below as Tree;
    }
    this.merge(tree, value, path);
  }

  finish(maxBytes: number): BaseData | null {
    for (const name of this.tree.keys()) {
      if (RESERVED.has(name)) {
        this.report('', `Data must not lie under "${name}": packages do`);
      }
    }
    for (const outside of outsideRoots(this.tree, '', this.roots)) {
      this.report('', `Data at "${outside}" lies outside of the roots of the manifest`, ROOTS);
    }
    if (this.tree.size === 0) {
      return null;
    }
    const text = JSON.stringify(toJson(this.tree));
    if (LONE_SURROGATE.test(text)) {
      this.report('', 'Data holds half of a surrogate pair');
    }
    const json = Buffer.from(text);
    if (json.length > maxBytes) {
      this.report('', `The data exceeds ${maxBytes} bytes`, LARGE);
    }
    return { json };
  }

  report(file: string, message: string, code: BuildProblem['code'] = DATA): void {
    this.problems.push({ code, file, line: 0, message });
  }

  private read(path: string, content: Buffer): object | null {
    let value: unknown;
    const text = content.toString('utf8');
    try {
      value = JSON.parse(text);
    } catch {
      this.report(path, 'This is no JSON');
      return null;
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.report(path, 'A data document is one JSON object');
      return null;
    }
    const problem = ambiguity(text, content, value);
    if (problem !== null) {
      this.report(path, problem);
      return null;
    }
    return value;
  }

  private merge(tree: Tree, value: object, path: string): void {
    for (const [name, member] of Object.entries(value)) {
      const there = tree.get(name);
      if (there === undefined) {
        tree.set(name, isObject(member) ? toTree(member) : member);
      } else if (there instanceof Map && isObject(member)) {
        this.merge(there as Tree, member, path);
      } else {
        this.report(path, `Another document has "${name}" there too`);
      }
    }
  }
}

const DATA = 'policy.build.data_file';
const ROOTS = 'policy.manifest.roots';

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toTree(value: object): Tree {
  return new Map(
    Object.entries(value).map(([name, member]) => [
      name,
      isObject(member) ? toTree(member) : member,
    ]),
  );
}

function toJson(value: unknown): unknown {
  return value instanceof Map
    ? Object.fromEntries([...(value as Tree)].map(([name, member]) => [name, toJson(member)]))
    : value;
}

/** Why two readers could take the text for two values, or null. */
function ambiguity(text: string, content: Buffer, value: object): string | null {
  if (!Buffer.from(text).equals(content)) {
    return 'This is not UTF-8, or begins with a byte order mark';
  }
  const { members, problem } = measure(value, 1);
  if (problem !== null) {
    return problem;
  }
  let colons = 0;
  for (const [token] of text.matchAll(TOKENS)) {
    colons += token === ':' ? 1 : 0;
    if (/^[-\d]/u.test(token) && !isExact(token)) {
      return `The number ${token.slice(0, 40)} cannot be held exactly`;
    }
  }
  return colons === members ? null : 'A name is there twice in one object';
}

/** Integers beyond 2^53 are other numbers in OPA than in the module. */
function isExact(token: string): boolean {
  const number = Number(token);
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
}

function measure(
  value: unknown,
  depth: number,
): { readonly members: number; readonly problem: string | null } {
  if (typeof value !== 'object' || value === null) {
    return { members: 0, problem: null };
  }
  if (depth > MAX_DEPTH) {
    return { members: 0, problem: `Data is nested deeper than ${MAX_DEPTH}` };
  }
  let members = Array.isArray(value) ? 0 : Object.keys(value).length;
  if (!Array.isArray(value) && Object.hasOwn(value, '__proto__')) {
    return { members, problem: 'The name "__proto__" is not taken' };
  }
  for (const member of Object.values(value)) {
    const inner = measure(member, depth + 1);
    if (inner.problem !== null) {
      return inner;
    }
    members += inner.members;
  }
  return { members, problem: null };
}

/** Paths of data that no root holds, the highest of each. */
function outsideRoots(tree: Tree, above: string, roots: readonly string[]): string[] {
  return [...tree].flatMap(([name, value]) => {
    const path = above === '' ? name : `${above}/${name}`;
    if (roots.some((root) => isBelow(path, root))) {
      return [];
    }
    return value instanceof Map && roots.some((root) => isBelow(root, path))
      ? outsideRoots(value as Tree, path, roots)
      : [path];
  });
}
