import type { DecisionComparison } from './compare-decisions.js';
import type { FileChanges } from './compare-files.js';
import type { PackageChange } from './compare-packages.js';
import type { TestComparison } from './compare-tests.js';

/** All that differs between two policies. */
export interface PolicyDifference {
  readonly before: string;
  readonly after: string;
  readonly files: FileChanges;
  readonly packages: readonly PackageChange[];
  readonly tests: { readonly oldOnNew: TestComparison; readonly newOnOld: TestComparison };
  /** Null without recorded inputs. */
  readonly decisions: DecisionComparison | null;
}
