import { answeredOutcome, canonicalJson } from '@legate/core';
import type { Attributes, Decision, Json, Mode } from '@legate/core';

/** What of an entry was answered, and must come out again. */
export const ANSWER_MEMBERS = [
  'decision',
  'outcome',
  'reasons',
  'obligations',
  'advice',
  'mode',
  'chain',
  'deniedBy',
] as const;
export type AnswerMember = (typeof ANSWER_MEMBERS)[number];

/** Something that came out otherwise; null stands for what is not there. */
export interface MemberDifference {
  readonly member: AnswerMember;
  readonly recorded: Json;
  readonly replayed: Json;
}

/** What is not the same as in the entry. */
export function memberDifferences(
  entry: Attributes,
  decided: { readonly decision: Decision; readonly mode: Mode },
): readonly MemberDifference[] {
  const again = answerOf(entry, decided);
  return ANSWER_MEMBERS.flatMap((member) => {
    const [recorded, replayed] = [entry[member] ?? null, again[member]];
    return canonicalJson(recorded) === canonicalJson(replayed)
      ? []
      : [{ member, recorded, replayed }];
  });
}

function answerOf(
  entry: Attributes,
  { decision, mode }: { readonly decision: Decision; readonly mode: Mode },
): Readonly<Record<AnswerMember, Json>> {
  const { outcome, reasons, obligations, advice = null, grants, deniedBy } = decision;
  // A bare answer has no room for obligations, which makes it a deny. The entry shows whether it was one.
  const wasBare = entry['outcome'] === 'permit' && entry['decision'] === false;
  const isPermit = outcome === 'permit' && (!wasBare || obligations.length === 0);
  return {
    decision: isPermit,
    outcome: answeredOutcome(decision),
    reasons,
    obligations: obligations as unknown as Json,
    advice: advice as unknown as Json,
    mode,
    chain: grants,
    deniedBy,
  };
}
