/**
 * The parts of `opa parse --format json --json-include locations,comments` that the build reads (OPA 1.4.2).
 * What another version leaves out is undefined, never assumed.
 */
export interface RegoModule {
  readonly package: { readonly location?: RegoLocation; readonly path: readonly RegoTerm[] };
  readonly annotations?: readonly RegoAnnotation[];
  readonly rules?: readonly RegoRule[];
  readonly comments?: readonly RegoComment[];
}

export interface RegoLocation {
  readonly row: number;
  /** The text there, base64. */
  readonly text?: string;
}

export interface RegoTerm {
  readonly type: string;
  readonly value?: unknown;
}

export interface RegoRule {
  readonly location?: RegoLocation;
  readonly default?: boolean;
  readonly else?: unknown;
  readonly body: readonly { readonly terms: unknown }[];
  readonly head: {
    readonly ref: readonly RegoTerm[];
    readonly args?: readonly RegoTerm[];
    readonly key?: RegoTerm;
    readonly value?: RegoTerm;
  };
}

export interface RegoAnnotation {
  readonly scope?: string;
  readonly custom?: Readonly<Record<string, unknown>>;
  readonly location?: RegoLocation;
}

export interface RegoComment {
  /** Base64, without the `#`. */
  readonly Text: string;
  readonly Location: RegoLocation;
}

/** A module and the file it was in. */
export interface ParsedFile {
  readonly path: string;
  readonly isTest: boolean;
  readonly module: RegoModule;
}

/** The name of the rule as written, for example `guards`; undefined for a reference such as `guards.x`. */
export function plainName(rule: RegoRule): string | undefined {
  const [first] = rule.head.ref;
  return rule.head.ref.length === 1 && rule.head.args === undefined && first !== undefined
    ? String(first.value)
    : undefined;
}

/** The first part of the rule's name: `guards` also for `guards.x` and `guards(x)`. */
export function rootName(rule: RegoRule): string {
  return String(rule.head.ref[0]?.value);
}

/** Whether the rule is written `name contains key`. */
export function isContainsRule(rule: RegoRule): boolean {
  return (
    plainName(rule) !== undefined && rule.head.key !== undefined && rule.head.value === undefined
  );
}

/** Whether the rule holds whatever is asked: no body of its own. */
export function isUnconditional(rule: RegoRule): boolean {
  const [only] = rule.body;
  const terms = only?.terms as RegoTerm | undefined;
  return rule.body.length === 1 && terms?.type === 'boolean' && terms.value === true;
}

/** The string a term is, or undefined. */
export function literalString(term: RegoTerm | undefined): string | undefined {
  return term?.type === 'string' && typeof term.value === 'string' ? term.value : undefined;
}

/** The line a thing begins at, 1 when OPA did not say. */
export function lineOf(node: { readonly location?: RegoLocation } | undefined): number {
  return node?.location?.row ?? 1;
}
