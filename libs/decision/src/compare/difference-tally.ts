import { EMPTY_REPORT } from './difference-report.js';
import type {
  DifferenceCounts,
  DifferenceGroup,
  DifferenceReport,
  DifferenceSample,
  NamedEntity,
} from './difference-report.js';
import { differenceOf } from './difference.js';
import type { Comparison, DifferenceKind } from './difference.js';

/** Groups that a report has at most. */
export const MAX_GROUPS = 200;
/** Samples that a group has at most. */
export const MAX_SAMPLES = 3;

const COUNTED_AS: Readonly<Record<DifferenceKind, keyof DifferenceCounts>> = {
  allowed: 'newlyAllowed',
  denied: 'newlyDenied',
  obligations: 'otherObligations',
};

type Counts = { -readonly [Name in keyof DifferenceCounts]: number };

/** Adds up comparisons, and reports of them: shadow evaluation, replay and several processes all come to one report. */
export class DifferenceTally {
  private readonly counts: Counts;
  private readonly groups = new Map<string, DifferenceGroup>();

  constructor(report: DifferenceReport = EMPTY_REPORT) {
    this.counts = countsOf(EMPTY_REPORT);
    this.merge(report);
  }

  get isEmpty(): boolean {
    return this.counts.evaluated === 0;
  }

  add(comparison: Comparison): void {
    const { after } = comparison;
    this.counts.evaluated += 1;
    if (after.reasons.some((reason) => reason.startsWith('indeterminate.'))) {
      this.counts.erred += 1;
    }
    const kind = differenceOf(comparison);
    if (kind === null) {
      this.counts.agreed += 1;
      return;
    }
    this.counts[COUNTED_AS[kind]] += 1;
    this.addGroup(toGroup(kind, comparison));
  }

  /** Counts in what others have compared. */
  merge(report: DifferenceReport): void {
    for (const name of Object.keys(this.counts) as (keyof Counts)[]) {
      this.counts[name] += report[name];
    }
    for (const group of report.groups) {
      this.addGroup(group);
    }
  }

  report(): DifferenceReport {
    const groups = [...this.groups.values()].sort((one, other) => other.count - one.count);
    return { ...this.counts, groups };
  }

  private addGroup(group: DifferenceGroup): void {
    const key = keyOf(group);
    const known = this.groups.get(key);
    if (known !== undefined) {
      const samples =
        known.samples.length < MAX_SAMPLES
          ? [...known.samples, ...group.samples].slice(0, MAX_SAMPLES)
          : known.samples;
      this.groups.set(key, { ...known, count: known.count + group.count, samples });
    } else if (this.groups.size < MAX_GROUPS) {
      this.groups.set(key, group);
    } else {
      this.counts.ungrouped += group.count;
    }
  }
}

function countsOf({ groups: _, ...counts }: DifferenceReport): Counts {
  return { ...counts };
}

function keyOf({ kind, agent, action, resourceType, reasons }: DifferenceGroup): string {
  return JSON.stringify([kind, agent?.type, agent?.id, action, resourceType, reasons]);
}

function toGroup(kind: DifferenceKind, comparison: Comparison): DifferenceGroup {
  const sample = toSample(comparison);
  const { subject, actor, action, resource, after } = sample;
  return {
    kind,
    agent: actor ?? (subject.type === 'agent' ? subject : null),
    action,
    resourceType: resource.type,
    reasons: after.reasons,
    count: 1,
    samples: [sample],
  };
}

function toSample({ request, facts, before, after }: Comparison): DifferenceSample {
  const { subject, action, resource } = request;
  return {
    subject: { type: subject.type, id: subject.id },
    actor: actorOf(request, facts),
    action: action.name,
    resource: { type: resource.type, id: resource.id },
    before: { outcome: before.outcome, reasons: before.reasons },
    after: { outcome: after.outcome, reasons: after.reasons },
    revision: facts.revision,
    at: new Date(facts.now).toISOString(),
  };
}

/** As it is stored: a request may know it by an alias. */
function actorOf(
  { actor }: Comparison['request'],
  { actor: stored }: Comparison['facts'],
): NamedEntity | null {
  const known = stored ?? actor;
  return known === null ? null : { type: known.kind, id: known.id };
}
