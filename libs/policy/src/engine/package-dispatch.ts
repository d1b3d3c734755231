/** What decides which requests a package is for; `null` means all. */
export interface PackageScope {
  readonly resourceTypes: readonly string[] | null;
  readonly actions: readonly string[] | null;
}

/** Stands for every name that no annotation has; annotations hold no empty names. */
const OTHER = '';

/**
 * Finds the packages for a resource type and action. A question after the first with the same names costs two
 * look-ups, however many packages there are. What it remembers is bounded by the names in annotations.
 */
export class PackageDispatch<P extends PackageScope> {
  readonly #byType = new Map<string, P[]>();
  readonly #actions = new Set<string>();
  readonly #found = new Map<string, Map<string, readonly P[]>>();

  /** Applicable packages are given in the order of `packages`. */
  constructor(packages: readonly P[]) {
    const types = new Set(packages.flatMap((each) => each.resourceTypes ?? []));
    this.#byType.set(OTHER, []);
    for (const type of types) {
      this.#byType.set(type, []);
    }
    for (const each of packages) {
      for (const type of new Set(each.resourceTypes ?? this.#byType.keys())) {
        this.#byType.get(type)?.push(each);
      }
      each.actions?.forEach((action) => this.#actions.add(action));
    }
  }

  /** All packages whose annotations allow both names. */
  applicable(resourceType: string, action: string): readonly P[] {
    const typeKey = this.#byType.has(resourceType) ? resourceType : OTHER;
    const actionKey = this.#actions.has(action) ? action : OTHER;
    let row = this.#found.get(typeKey);
    if (row === undefined) {
      row = new Map();
      this.#found.set(typeKey, row);
    }
    let packages = row.get(actionKey);
    if (packages === undefined) {
      packages = (this.#byType.get(typeKey) ?? []).filter(
        ({ actions }) => actions === null || actions.includes(actionKey),
      );
      row.set(actionKey, packages);
    }
    return packages;
  }
}
