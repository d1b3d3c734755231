import { canonicalJson, type Json, type PolicyInput } from '@legate/core';
import type { PolicyEngine } from '@legate/policy';
import { evaluateInput, type Evaluated } from './evaluate-input.js';

const KINDS = ['newlyAllowed', 'newlyDenied', 'otherObligations', 'otherReasons'] as const;
export type DifferenceKind = (typeof KINDS)[number];

export interface DecisionDifference {
  readonly kind: DifferenceKind;
  /** Of the file, from 1. */
  readonly entry: number;
  readonly subject: string;
  readonly actor: string | null;
  readonly action: string;
  readonly resource: string;
  readonly before: Pick<Evaluated, 'decision' | 'reasons'>;
  readonly after: Pick<Evaluated, 'decision' | 'reasons'>;
}

export type DecisionCounts = Readonly<Record<DifferenceKind | 'evaluated' | 'agreed', number>>;

export interface DecisionComparison extends DecisionCounts {
  /** The first of each kind. */
  readonly samples: readonly DecisionDifference[];
}

/** Asks both policies each question. Counts are of all, samples are bounded. */
export function compareDecisions(
  { before, after }: { readonly before: PolicyEngine; readonly after: PolicyEngine },
  inputs: readonly PolicyInput[],
  maxSamples: number,
): DecisionComparison {
  const counts = {
    evaluated: inputs.length,
    agreed: 0,
    newlyAllowed: 0,
    newlyDenied: 0,
    otherObligations: 0,
    otherReasons: 0,
  };
  const samples: DecisionDifference[] = [];
  for (const [index, input] of inputs.entries()) {
    const one = evaluateInput(before, input);
    const other = evaluateInput(after, input);
    const kind = differenceOf(one, other);
    counts[kind ?? 'agreed'] += 1;
    if (kind !== null && counts[kind] <= maxSamples) {
      samples.push(toDifference(kind, { input, entry: index + 1, one, other }));
    }
  }
  samples.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.entry - b.entry);
  return { ...counts, samples };
}

function differenceOf(one: Evaluated, other: Evaluated): DifferenceKind | null {
  if (one.decision !== other.decision) {
    return other.decision ? 'newlyAllowed' : 'newlyDenied';
  }
  if (textOf(one.obligations) !== textOf(other.obligations)) {
    return 'otherObligations';
  }
  return textOf(one.reasons) === textOf(other.reasons) ? null : 'otherReasons';
}

/** Their order says nothing. */
function textOf(values: readonly (string | object)[]): string {
  return values
    .map((value) => canonicalJson(value as Json))
    .sort()
    .join();
}

function toDifference(
  kind: DifferenceKind,
  {
    input,
    entry,
    one,
    other,
  }: {
    readonly input: PolicyInput;
    readonly entry: number;
    readonly one: Evaluated;
    readonly other: Evaluated;
  },
): DecisionDifference {
  const { subject, actor, action, resource } = input;
  return {
    kind,
    entry,
    subject: `${subject.type}/${subject.id}`,
    actor: actor === null ? null : `${actor.type}/${actor.id}`,
    action: action.name,
    resource: `${resource.type}/${resource.id}`,
    before: { decision: one.decision, reasons: one.reasons },
    after: { decision: other.decision, reasons: other.reasons },
  };
}
