/** Bounds and places of pushed bundles; a setting each. */
export class BundleSettings {
  /** Largest archive that is taken, bytes as sent. */
  readonly maxBytes: number;
  /** Least share of the compiled lines that tests must reach, percent. */
  readonly coverageFloor: number;
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

  constructor(settings: Readonly<BundleSettings>) {
    this.maxBytes = settings.maxBytes;
    this.coverageFloor = settings.coverageFloor;
    this.maxLoaded = settings.maxLoaded;
    this.shadowQueue = settings.shadowQueue;
    this.shadowShare = settings.shadowShare;
    this.replayMaxEntries = settings.replayMaxEntries;
    this.folder = settings.folder;
  }
}
