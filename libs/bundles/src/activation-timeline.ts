import type { FeedChange } from '@legate/directory';

/** A switch: from this data revision on, the bundle is the active one. */
export interface Activation {
  readonly revision: number;
  readonly bundle: string;
}

/** What a snapshot has shown of a tenant's activations. */
export interface ActivationSnapshot {
  /** The tenant's revision in the snapshot. */
  readonly revision: number;
  /** The last ones, oldest first. */
  readonly activations: readonly Activation[];
  /** Whether there were more before. */
  readonly isCut: boolean;
}

/** Activations that are remembered of one tenant. */
export const MAX_ACTIVATIONS = 32;

/**
 * Which bundle was active at which revision of one tenant, from a snapshot and what the feed has told since. It knows
 * nothing of revisions that neither has reached.
 */
export class ActivationTimeline {
  /** Oldest first. */
  private readonly activations: Activation[];
  private isCut: boolean;
  private readonly loadedAt: number;

  constructor({ revision, activations, isCut }: ActivationSnapshot) {
    this.loadedAt = revision;
    this.activations = [...activations];
    this.isCut = isCut;
  }

  /** The bundle of the last activation known; null when there was none. */
  get latest(): string | null {
    return this.activations.at(-1)?.bundle ?? null;
  }

  /** Takes in what the feed tells, in the order of revisions; what the snapshot has shown is told again. */
  apply({ revision, key }: Pick<FeedChange, 'revision' | 'key'>): void {
    if (revision <= this.loadedAt) {
      return;
    }
    this.activations.push({ revision, bundle: key });
    if (this.activations.length > MAX_ACTIVATIONS) {
      this.activations.shift();
      this.isCut = true;
    }
  }

  /**
   * The bundle at a revision; null when none was active, undefined when that is not known here.
   * @param applied the revision up to which the feed has told everything; null when it does not follow the tenant
   */
  at(revision: number, applied: number | null): string | null | undefined {
    if (revision > this.loadedAt && revision > (applied ?? 0)) {
      return undefined;
    }
    const { activations } = this;
    for (let index = activations.length - 1; index >= 0; index -= 1) {
      const activation = activations[index];
      if (activation !== undefined && activation.revision <= revision) {
        return activation.bundle;
      }
    }
    return this.isCut ? undefined : null;
  }
}
