/** Bounds and places of pushed bundles; a setting each. */
export class BundleSettings {
  /** Largest archive that is taken, bytes as sent. */
  readonly maxBytes: number;
  /** Least share of the compiled lines that tests must reach, percent. */
  readonly coverageFloor: number;
  /** Longest evaluation of one package on a generated input, ms. */
  readonly maxEvaluationMs: number;
  /** Most bundles that are kept ready to decide, over all tenants. */
  readonly maxLoaded: number;
  /** Folder for copies of compiled modules. */
  readonly folder: string;

  constructor(settings: Readonly<BundleSettings>) {
    this.maxBytes = settings.maxBytes;
    this.coverageFloor = settings.coverageFloor;
    this.maxEvaluationMs = settings.maxEvaluationMs;
    this.maxLoaded = settings.maxLoaded;
    this.folder = settings.folder;
  }
}
