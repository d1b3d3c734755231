import type { OpaCase } from './cases.js';
import type { Said } from './evaluate-cases.js';
import { CLOCK, LATER_SYNTAX, REFUSED_BUILTINS, WASM_TARGET } from './skips.js';

/** A case that passed, one that was left out with its reason, or one that failed with what was said. */
export type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly group: SkipGroup; readonly reason: string }
  | { readonly kind: 'failed'; readonly said: unknown; readonly wanted: unknown };

export type SkipGroup =
  | "OPA's WASM target"
  | 'left to the host by the WASM target, refused'
  | 'later than the pinned OPA';

/** What is known beside a case and what was said to it. */
export interface Reference {
  /** What the interpreter says, not strict. */
  readonly interpreted: ReadonlyMap<OpaCase, unknown>;
  /** Builtins of the pinned OPA. */
  readonly known: ReadonlySet<string>;
}

export function verdictOf(each: OpaCase, said: Said, reference: Reference): Verdict {
  if ('refusal' in said) {
    return verdictOfRefusal(each, said.refusal, reference.known);
  }
  const wanted = wantedOf(each, reference);
  const isRight =
    'error' in said
      ? wanted === 'error'
      : wanted !== 'error' && isSame(said, wanted, each.isUnordered);
  return isRight ? { kind: 'passed' } : (excuse(each) ?? { kind: 'failed', said, wanted });
}

/** A compiled policy has no strict mode: what errs is undefined, as the interpreter has it then. */
function wantedOf(each: OpaCase, { interpreted }: Reference): unknown {
  return each.isStrict && each.wanted === undefined
    ? interpreted.get(each)
    : (each.wanted ?? 'error');
}

function excuse({ id }: OpaCase): Verdict | undefined {
  if (id in WASM_TARGET) {
    return { kind: 'skipped', group: "OPA's WASM target", reason: WASM_TARGET[id] ?? '' };
  }
  return id in CLOCK
    ? {
        kind: 'skipped',
        group: 'left to the host by the WASM target, refused',
        reason: CLOCK[id] ?? '',
      }
    : undefined;
}

function verdictOfRefusal(each: OpaCase, refusal: string, known: ReadonlySet<string>): Verdict {
  const [, missing] = /undefined function (\S+)/u.exec(refusal) ?? [];
  const text = each.modules.join('\n');
  const mocked = refusal.includes('with keyword target must reference')
    ? Object.keys(REFUSED_BUILTINS).find((name) => text.includes(`with ${name} as`))
    : undefined;
  const name = missing ?? mocked;
  if (name !== undefined && name in REFUSED_BUILTINS) {
    const reason = `\`${name}\` ${REFUSED_BUILTINS[name] ?? ''}`;
    return { kind: 'skipped', group: 'left to the host by the WASM target, refused', reason };
  }
  const later = name === undefined ? laterSyntax(each, refusal) : laterBuiltin(name, known);
  return later === undefined
    ? { kind: 'failed', said: refusal, wanted: each.wanted }
    : { kind: 'skipped', group: 'later than the pinned OPA', reason: later };
}

/** What the pinned OPA cannot even read; another refusal has another reason. */
function laterSyntax({ category }: OpaCase, refusal: string): string | undefined {
  return /unexpected|expected|non-terminated|illegal/u.test(refusal)
    ? LATER_SYNTAX[category]
    : undefined;
}

function laterBuiltin(name: string, known: ReadonlySet<string>): string | undefined {
  return known.has(name) ? undefined : `\`${name}\``;
}

/** Equal; where a set is an array now, but for the order of arrays. Answers themselves have no order. */
function isSame({ bindings, hasSets }: Answer, wanted: unknown, isUnordered: boolean): boolean {
  const write = (each: unknown): string => canonical(each, hasSets || isUnordered);
  const [left, right] = [bindings, wanted as readonly unknown[]].map((all) =>
    all.map(write).sort(),
  );
  return left?.join() === right?.join();
}

type Answer = Extract<Said, { readonly bindings: unknown }>;

function canonical(value: unknown, isUnordered: boolean): string {
  if (Array.isArray(value)) {
    const items = value.map((each) => canonical(each, isUnordered));
    return `[${(isUnordered ? items.sort() : items).join()}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([key, each]) => `${JSON.stringify(key)}:${canonical(each, isUnordered)}`,
    );
    return `{${members.sort().join()}}`;
  }
  return JSON.stringify(value);
}
