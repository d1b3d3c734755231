/** Bounds and places of pushed bundles; a setting each. */
export class BundleSettings {
  /** Largest archive that is taken, bytes as sent. */
  readonly maxBytes: number;
  /** Most bytes of base data in a bundle. */
  readonly maxDataBytes: number;
  /** Least share of the compiled lines that tests must reach, percent. */
  readonly coverageFloor: number;
  /** Most bundles that are kept ready to decide, over all tenants. */
  readonly maxLoaded: number;
  /** Folder for copies of compiled modules. */
  readonly folder: string;

  constructor(settings: Readonly<BundleSettings>) {
    this.maxBytes = settings.maxBytes;
    this.maxDataBytes = settings.maxDataBytes;
    this.coverageFloor = settings.coverageFloor;
    this.maxLoaded = settings.maxLoaded;
    this.folder = settings.folder;
  }
}
