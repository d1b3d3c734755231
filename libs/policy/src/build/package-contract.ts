import type { EntryMember } from './entry-module.js';
import { readAnnotations, type PackageAnnotations } from './package-annotations.js';
import type { BuildProblem, BuildProblemCode } from './policy-build-error.js';
import {
  isContainsRule,
  isUnconditional,
  lineOf,
  literalString,
  plainName,
  rootName,
  type ParsedFile,
  type RegoRule,
  type RegoTerm,
} from './rego-ast.js';

/** A package that keeps the contract, as the build goes on with it. */
export interface PackageContract {
  readonly name: string;
  readonly annotations: PackageAnnotations;
  /** Sorted. */
  readonly guards: readonly string[];
  /** Reasons of its permits where they are written out, sorted. */
  readonly permits: readonly string[];
  /** Whether a permit's reason is computed, so that it is not among `permits`. */
  readonly hasComputedPermits: boolean;
  /** The members it defines; empty for a library. */
  readonly members: readonly EntryMember[];
}

interface LocatedRule {
  readonly file: string;
  readonly rule: RegoRule;
}

const SET_MEMBERS: readonly EntryMember[] = ['permit', 'guard', 'obligations', 'advice'];
const NOTHING = { guards: [], permits: [], hasComputedPermits: false, members: [] } as const;
const CONTRACT_NAMES: ReadonlySet<string> = new Set([...SET_MEMBERS, 'guards']);
/** Rules that other contracts ask for and that nobody would read here. */
const IGNORED_NAMES: ReadonlySet<string> = new Set(['allow', 'deny']);

/** Checks all files of one package against the contract (docs/policy-contract.md) and gathers what is wrong. */
export class PackageContractCheck {
  readonly problems: BuildProblem[] = [];
  readonly warnings: BuildProblem[] = [];
  readonly #name: string;
  readonly #files: readonly ParsedFile[];
  readonly #rules: readonly LocatedRule[];

  /** `files` are the files of package `name`, without tests, at least one. */
  constructor(name: string, files: readonly ParsedFile[]) {
    this.#name = name;
    this.#files = files;
    this.#rules = files.flatMap(({ path, module }) =>
      (module.rules ?? []).map((rule) => ({ file: path, rule })),
    );
  }

  /** What the package is for; to be used only when there are no problems. */
  check(): PackageContract {
    const annotations = readAnnotations(this.#files, this.problems);
    this.#warnOfIgnoredRules();
    if (annotations.isLibrary) {
      this.#refuseContractRules();
      return { name: this.#name, annotations, ...NOTHING };
    }
    this.#checkForms();
    const guards = this.#readGuards();
    this.#checkGuardNames(guards);
    const members = SET_MEMBERS.filter((name) => this.#named(name).length > 0);
    return { name: this.#name, annotations, guards, ...this.#readPermits(), members };
  }

  #named(name: string): readonly LocatedRule[] {
    return this.#rules.filter(({ rule }) => rootName(rule) === name);
  }

  #report(code: BuildProblemCode, { file, rule }: LocatedRule, message: string): void {
    this.problems.push({ code, file, line: lineOf(rule), message });
  }

  #warnOfIgnoredRules(): void {
    for (const { file, rule } of this.#rules.filter((each) =>
      IGNORED_NAMES.has(rootName(each.rule)),
    )) {
      const name = rootName(rule);
      const message = `${name} is not read: a permit needs "permit contains", a condition that must hold "guard contains"`;
      this.warnings.push({ code: 'policy.build.rule_ignored', file, line: lineOf(rule), message });
    }
  }

  #refuseContractRules(): void {
    for (const each of this.#rules.filter(({ rule }) => CONTRACT_NAMES.has(rootName(rule)))) {
      const message = `A library is never asked; it cannot define ${rootName(each.rule)}`;
      this.#report('policy.build.library_rule', each, message);
    }
  }

  #checkForms(): void {
    for (const name of SET_MEMBERS) {
      for (const each of this.#named(name).filter(({ rule }) => !isContainsRule(rule))) {
        this.#report(
          'policy.build.rule_form',
          each,
          `${name} must be written "${name} contains …"`,
        );
      }
    }
  }

  #readPermits(): Pick<PackageContract, 'permits' | 'hasComputedPermits'> {
    const reasons = this.#named('permit').map(({ rule }) => literalString(rule.head.key));
    const permits = reasons.filter((reason) => reason !== undefined);
    return {
      permits: [...new Set(permits)].sort(),
      hasComputedPermits: permits.length < reasons.length,
    };
  }

  /** The demanded guards: one constant set of strings. */
  #readGuards(): readonly string[] {
    const [first, ...others] = this.#named('guards');
    if (first === undefined) {
      const { path = '', module } = this.#files[0] ?? {};
      this.problems.push({
        code: 'policy.build.guards_missing',
        file: path,
        line: lineOf(module?.package),
        message: `Package ${this.#name} must say which guards it demands: guards := set(), if none`,
      });
      return [];
    }
    for (const other of others) {
      this.#report('policy.build.guards_form', other, 'guards must be given once');
    }
    const names = constantNames(first.rule);
    if (names === undefined) {
      const message = 'guards must be a constant set of non-empty strings, or set()';
      this.#report('policy.build.guards_form', first, message);
    }
    return names ?? [];
  }

  #checkGuardNames(guards: readonly string[]): void {
    const proven = new Set<string>();
    for (const each of this.#named('guard').filter(({ rule }) => isContainsRule(rule))) {
      const name = literalString(each.rule.head.key);
      if (name === undefined) {
        this.#report(
          'policy.build.guard_name',
          each,
          'The name of a guard must be a string literal',
        );
      } else if (!guards.includes(name)) {
        this.#report('policy.build.guard_unknown', each, `Guard "${name}" is not in guards`);
      } else {
        proven.add(name);
      }
    }
    for (const name of guards.filter((guard) => !proven.has(guard))) {
      const [at] = this.#named('guards');
      this.warnings.push({
        code: 'policy.build.guard_unprovable',
        file: at?.file ?? '',
        line: lineOf(at?.rule),
        message: `No rule proves guard "${name}": whatever this package applies to is denied`,
      });
    }
  }
}

function constantNames(rule: RegoRule): readonly string[] | undefined {
  const { value } = rule.head;
  const isConstant =
    plainName(rule) !== undefined &&
    rule.default !== true &&
    rule.else === undefined &&
    isUnconditional(rule);
  if (!isConstant || value?.type !== 'set' || !Array.isArray(value.value)) {
    return undefined;
  }
  const names = (value.value as readonly RegoTerm[]).map(literalString);
  return names.every((name) => name !== undefined && name !== '')
    ? [...new Set(names as readonly string[])].sort()
    : undefined;
}
