import { shown } from '../terminal/plain-text.js';
import type { Style } from '../terminal/style.js';
import { counted } from '../terminal/table.js';
import { renderGroup, type DifferenceGroup } from './difference-group.js';

/** What a candidate would change, as the admin API tells it; what is shown of it. */
export interface Shadow {
  readonly bundle: string;
  readonly state: string;
  /** Null is the starter policy. */
  readonly baseline: string | null;
  readonly dropped: number;
  readonly evaluated: number;
  readonly agreed: number;
  readonly newlyAllowed: number;
  readonly newlyDenied: number;
  readonly otherObligations: number;
  readonly erred: number;
  readonly groups: readonly DifferenceGroup[];
}

/** Groups that are shown; `--json` has all. */
const MAX_GROUPS = 20;

/** What it has come to so far, the largest groups first. */
export function renderShadow(shadow: Shadow, style: Style): string {
  const { state, baseline, dropped, groups } = shadow;
  const { evaluated, agreed, newlyAllowed, newlyDenied, otherObligations, erred } = shadow;
  const counts = [
    `${agreed} the same`,
    `${newlyAllowed} newly allowed`,
    `${newlyDenied} newly denied`,
    `${otherObligations} with other obligations`,
    `${erred} in error`,
    `${dropped} left out`,
  ];
  return [
    shown(`${state}, beside ${baseline ?? 'the starter policy'}`),
    `${counted(evaluated, 'decision')}: ${counts.join(', ')}`,
    ...groups.slice(0, MAX_GROUPS).map((group) => renderGroup(group, style)),
  ].join('\n');
}
