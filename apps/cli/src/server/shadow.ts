import { shown } from '../terminal/plain-text.js';
import type { Style } from '../terminal/style.js';
import { counted, listed } from '../terminal/table.js';

interface Named {
  readonly type: string;
  readonly id: string;
}

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
  readonly groups: readonly {
    readonly kind: string;
    readonly agent: Named | null;
    readonly action: string;
    readonly resourceType: string;
    readonly reasons: readonly string[];
    readonly count: number;
  }[];
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

function renderGroup(
  { kind, agent, action, resourceType, reasons, count }: Shadow['groups'][number],
  style: Style,
): string {
  const by = agent === null ? '' : ` by ${agent.type}/${agent.id}`;
  const paint = kind === 'allowed' ? style.bad : style.warn;
  return `  ${paint(`${count} ${shown(kind)}`)} ${shown(`${action} ${resourceType}${by}: ${listed(reasons)}`)}`;
}
