/** What becomes of decisions by a bundle that was not known to be current for too long. */
export const OVER_AGE_RULES = ['deny', 'deny_delegated', 'warn'] as const;
export type OverAgeRule = (typeof OVER_AGE_RULES)[number];

/** Bounds and places of pushed bundles; a setting each. */
export class BundleSettings {
  /** Largest archive that is taken, bytes as sent. */
  readonly maxBytes: number;
  /** Most bytes of base data in a bundle. */
  readonly maxDataBytes: number;
  /** Least share of the compiled lines that tests must reach, percent. */
  readonly coverageFloor: number;
  /** Longest evaluation of one package on a generated input, ms. */
  readonly maxEvaluationMs: number;
  /** Most bundles that are kept ready to decide, over all tenants. */
  readonly maxLoaded: number;
  /** Most decisions of a tenant that wait to be compared by a bundle in shadow. */
  readonly shadowQueue: number;
  /** Share of this process's time that bundles in shadow may take, 0 to 1. */
  readonly shadowShare: number;
  /** Most entries of one replay. */
  readonly replayMaxEntries: number;
  /** Folder for copies of compiled modules. */
  readonly folder: string;
  /** How long a bundle may decide without being confirmed as current, ms; 0 for no bound. */
  readonly maxAgeMs: number;
  readonly overAge: OverAgeRule;
  /** How often a process tells what it has loaded, ms. */
  readonly heartbeatMs: number;

  constructor(settings: Readonly<BundleSettings>) {
    this.maxAgeMs = settings.maxAgeMs;
    this.overAge = settings.overAge;
    this.heartbeatMs = settings.heartbeatMs;
    this.maxBytes = settings.maxBytes;
    this.maxDataBytes = settings.maxDataBytes;
    this.coverageFloor = settings.coverageFloor;
    this.maxEvaluationMs = settings.maxEvaluationMs;
    this.maxLoaded = settings.maxLoaded;
    this.shadowQueue = settings.shadowQueue;
    this.shadowShare = settings.shadowShare;
    this.replayMaxEntries = settings.replayMaxEntries;
    this.folder = settings.folder;
  }
}
