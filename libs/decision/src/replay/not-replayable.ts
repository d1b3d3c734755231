/**
 * Why an entry of the decision log cannot be decided again:
 *
 * - `no_decision`: an entry of another kind; `search`: of many candidates; `no_question`: it was refused as none.
 * - `masked`: a part of it was hidden. `no_facts`: it was denied for want of facts; `no_policy`: of a policy.
 * - `bundle_not_stored`, `bundle_not_loadable`: the policy that decided is not here any more, or cannot be run.
 * - `revision_unknown`: the data has not come to that revision, as after a backup was restored.
 * - `policy_over_age`: the policy was not confirmed as current for too long, which no clock of the entry tells.
 * - `stopped`: a package was not run, because it had run out of fuel too often before.
 * - `unreadable`: the entry is none as it was written. `other`: it says that it cannot.
 */
export const NOT_REPLAYABLE = [
  'no_decision',
  'search',
  'no_question',
  'masked',
  'no_facts',
  'no_policy',
  'bundle_not_stored',
  'bundle_not_loadable',
  'revision_unknown',
  'policy_over_age',
  'stopped',
  'unreadable',
  'other',
] as const;
export type NotReplayable = (typeof NOT_REPLAYABLE)[number];

export function isNotReplayable(value: unknown): value is NotReplayable {
  return typeof value === 'string';
}
