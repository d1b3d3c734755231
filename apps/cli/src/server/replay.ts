import { shown } from '../terminal/plain-text.js';
import type { Style } from '../terminal/style.js';
import { listed } from '../terminal/table.js';
import { renderGroup, type DifferenceGroup } from './difference-group.js';

interface Place {
  readonly line?: number;
  readonly decisionId?: string;
}

/** How decisions came out again, as the admin API tells it of one call; what is shown or added up of it. */
export interface Replayed {
  readonly candidate: string | null;
  readonly entries: number;
  readonly alike: number;
  readonly different: number;
  readonly notReplayable: readonly {
    readonly reason: string;
    readonly count: number;
    readonly samples: readonly Place[];
  }[];
  readonly differences: readonly (Place & {
    readonly members: readonly {
      readonly member: string;
      readonly recorded: unknown;
      readonly replayed: unknown;
    }[];
  })[];
  readonly report: DifferenceReport | null;
  readonly nextCursor?: string;
}

interface DifferenceReport {
  readonly evaluated: number;
  readonly agreed: number;
  readonly newlyAllowed: number;
  readonly newlyDenied: number;
  readonly otherObligations: number;
  readonly erred: number;
  readonly ungrouped: number;
  readonly groups: readonly DifferenceGroup[];
}

/** Differences and groups that are shown; `--json` has more. */
const MAX_SHOWN = 20;
const MAX_SAMPLES = 3;

/** Two calls as one. */
export function addReplayed(one: Replayed, other: Replayed): Replayed {
  return {
    candidate: other.candidate,
    entries: one.entries + other.entries,
    alike: one.alike + other.alike,
    different: one.different + other.different,
    notReplayable: joined([...one.notReplayable, ...other.notReplayable], ({ reason }) => reason),
    differences: [...one.differences, ...other.differences].slice(0, MAX_SHOWN),
    report: addReports(one.report, other.report),
  };
}

function addReports(
  one: DifferenceReport | null,
  other: DifferenceReport | null,
): DifferenceReport | null {
  if (one === null || other === null) {
    return one ?? other;
  }
  const groups = joined([...one.groups, ...other.groups], (group) =>
    JSON.stringify([group.kind, group.agent, group.action, group.resourceType, group.reasons]),
  );
  return {
    evaluated: one.evaluated + other.evaluated,
    agreed: one.agreed + other.agreed,
    newlyAllowed: one.newlyAllowed + other.newlyAllowed,
    newlyDenied: one.newlyDenied + other.newlyDenied,
    otherObligations: one.otherObligations + other.otherObligations,
    erred: one.erred + other.erred,
    ungrouped: one.ungrouped + other.ungrouped,
    groups: groups.toSorted((a, b) => b.count - a.count),
  };
}

/** What is of one key as one, with the first samples. */
function joined<T extends { readonly count: number; readonly samples: readonly unknown[] }>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly T[] {
  const byKey = new Map<string, T>();
  for (const item of items) {
    const known = byKey.get(keyOf(item));
    byKey.set(
      keyOf(item),
      known === undefined
        ? item
        : {
            ...known,
            count: known.count + item.count,
            samples: [...known.samples, ...item.samples].slice(0, MAX_SAMPLES),
          },
    );
  }
  return [...byKey.values()];
}

/** What it has come to. */
export function renderReplayed(replayed: Replayed, style: Style): string {
  const { entries, alike, different, notReplayable, differences, report } = replayed;
  const left = entries - alike - different;
  const paint = different > 0 && report === null ? style.bad : style.good;
  return [
    `${entries} ${entries === 1 ? 'entry' : 'entries'}: ${alike} alike, ${paint(`${different} different`)}, ${left} not replayable`,
    ...notReplayable.map(({ reason, count }) => `  ${count} ${shown(reason)}`),
    ...differences.slice(0, MAX_SHOWN).map((one) => renderDifference(one, style)),
    ...(report === null ? [] : renderReport(report, style)),
  ].join('\n');
}

function renderDifference(
  { line, decisionId, members }: Replayed['differences'][number],
  style: Style,
): string {
  const place = decisionId ?? `line ${line ?? '?'}`;
  const changes = members.map(
    ({ member, recorded, replayed }) =>
      `${member} was ${JSON.stringify(recorded)}, is ${JSON.stringify(replayed)}`,
  );
  return `  ${style.bad(shown(place))} ${shown(listed(changes))}`;
}

function renderReport(report: DifferenceReport, style: Style): readonly string[] {
  const { newlyAllowed, newlyDenied, otherObligations, erred, groups } = report;
  return [
    `${newlyAllowed} newly allowed, ${newlyDenied} newly denied, ${otherObligations} with other obligations, ${erred} in error`,
    ...groups.slice(0, MAX_SHOWN).map((group) => renderGroup(group, style)),
  ];
}
