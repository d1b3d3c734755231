import { SIGNATURE_DEMANDS } from '@legate/bundles';
import type { SignatureDemand } from '@legate/bundles';
import { Setting } from '@legate/platform';
import { IsIn, IsInt, Max, Min } from 'class-validator';

/** Settings of pushed policies. */
export abstract class BundleConfig {
  @Setting({
    name: 'LEGATE_BUNDLE_MAX_BYTES',
    description: 'Largest policy bundle, as it is sent.',
  })
  @IsInt()
  @Min(1024)
  @Max(16 * 1024 * 1024)
  bundleMaxBytes = 4 * 1024 * 1024;

  @Setting({
    name: 'LEGATE_BUNDLE_COVERAGE_FLOOR',
    description: 'Least share of the lines of a pushed policy that its tests must reach, percent.',
  })
  @IsInt()
  @Min(0)
  @Max(100)
  bundleCoverageFloor = 0;

  @Setting({
    name: 'LEGATE_BUNDLES_LOADED',
    description: 'Most pushed policies that are kept ready to decide, over all tenants.',
  })
  @IsInt()
  @Min(1)
  @Max(10_000)
  bundlesLoaded = 128;

  @Setting({
    name: 'LEGATE_POLICY_FUEL',
    description:
      'Units of work that the policy of one decision may take, the default some 5 ms: beyond it, deny `indeterminate.deadline`. See docs/policy-runtime.md.',
  })
  @IsInt()
  @Min(50_000)
  @Max(100_000_000)
  policyFuel = 2_000_000;

  @Setting({
    name: 'LEGATE_POLICY_BREAKER_TRAPS',
    description:
      'Evaluations of a policy package, in a row or within a second, that run out of `LEGATE_POLICY_FUEL` before it is denied without being run; 0: never.',
  })
  @IsInt()
  @Min(0)
  @Max(1000)
  policyBreakerTraps = 5;

  @Setting({
    name: 'LEGATE_POLICY_BREAKER_MS',
    description: 'How long a package is denied without being run then, if no other bundle comes.',
  })
  @IsInt()
  @Min(1000)
  @Max(3_600_000)
  policyBreakerMs = 5000;

  @Setting({
    name: 'LEGATE_BUNDLE_KEYS',
    description:
      'Public keys that sign policy bundles, as a JWK Set (RFC 7517), each with its `kid`. With keys, a bundle must be signed by one of them.',
  })
  bundleKeys = '';

  @Setting({
    name: 'LEGATE_BUNDLE_SIGNATURES',
    description:
      'Whether bundles must be signed: `auto` (when there are keys), `required`, `optional`. A signature that is there must hold in any case.',
  })
  @IsIn(SIGNATURE_DEMANDS)
  bundleSignatures: SignatureDemand = 'auto';

  @Setting({
    name: 'LEGATE_BUNDLE_SCOPE',
    description: 'The `scope` that the signature of a bundle must have.',
  })
  bundleScope = '';
}
