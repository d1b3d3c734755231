import { OVER_AGE_RULES, SIGNATURE_DEMANDS } from '@legate/bundles';
import type { OverAgeRule, SignatureDemand } from '@legate/bundles';
import { Setting } from '@legate/platform';
import { DEFAULT_MAX_EVALUATION_MS } from '@legate/policy';
import { IsIn, IsInt, Matches, Max, Min, ValidateIf } from 'class-validator';
import { LogQueryConfig } from './log-query-config.js';

/** Settings of pushed policies. */
export abstract class BundleConfig extends LogQueryConfig {
  @Setting({
    name: 'LEGATE_BUNDLE_MAX_BYTES',
    description: 'Largest policy bundle, as it is sent.',
  })
  @IsInt()
  @Min(1024)
  @Max(16 * 1024 * 1024)
  bundleMaxBytes = 4 * 1024 * 1024;

  @Setting({
    name: 'LEGATE_BUNDLE_MAX_DATA_BYTES',
    description:
      'Most bytes of `data.json` in a policy bundle. Each instance of the policy holds it, in up to 32 times as much memory.',
  })
  @IsInt()
  @Min(2)
  @Max(4 * 1024 * 1024)
  bundleMaxDataBytes = 1024 * 1024;

  @Setting({
    name: 'LEGATE_BUNDLE_COVERAGE_FLOOR',
    description: 'Least share of the lines of a pushed policy that its tests must reach, percent.',
  })
  @IsInt()
  @Min(0)
  @Max(100)
  bundleCoverageFloor = 0;

  @Setting({
    name: 'LEGATE_BUNDLE_MAX_EVALUATION_MS',
    description:
      'Longest evaluation of a package of a pushed policy on inputs that are generated from what it refers to.',
  })
  @IsInt()
  @Min(1)
  @Max(5000)
  bundleMaxEvaluationMs = DEFAULT_MAX_EVALUATION_MS;

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
    name: 'LEGATE_POLICY_REMEMBERED_OUTCOMES',
    description:
      'What policies have said, kept for questions that are the same in every fact; of each policy that reads no clock. `0`: nothing is kept.',
  })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  policyRememberedOutcomes = 4096;

  @Setting({
    name: 'LEGATE_SHADOW_QUEUE',
    description:
      'Most decisions of a tenant that wait to be compared by a policy in shadow; more are left out and counted.',
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  shadowQueue = 1000;

  @Setting({
    name: 'LEGATE_SHADOW_CPU_PERCENT',
    description: 'Most of the time of a process that policies in shadow may take.',
  })
  @IsInt()
  @Min(1)
  @Max(100)
  shadowCpuPercent = 10;

  @Setting({
    name: 'LEGATE_REPLAY_MAX_ENTRIES',
    description: 'Most lines of one replay; its bytes are bounded as those of an import.',
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  replayMaxEntries = 10_000;

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

  @Setting({
    name: 'LEGATE_BUNDLE_MAX_AGE_S',
    description:
      'How long a pushed policy may decide without being known to be current: since its activation, or since a remote last said that it has nothing newer. 0 sets no bound.',
  })
  @IsInt()
  @Min(0)
  @Max(31_536_000)
  bundleMaxAgeS = 0;

  @Setting({
    name: 'LEGATE_BUNDLE_OVER_AGE',
    description:
      'What becomes of decisions by an older one: `deny` all, `deny_delegated` those that an actor asks for, or `warn` in the log alone. The reason is `indeterminate.policy_over_age`.',
  })
  @IsIn(OVER_AGE_RULES)
  bundleOverAge: OverAgeRule = 'deny';

  @Setting({
    name: 'LEGATE_BUNDLE_REMOTE_INTERNAL_HOSTS',
    description:
      'Hosts that policy bundles may be fetched from although their addresses are internal, separated by commas.',
  })
  bundleRemoteInternalHosts = '';

  @Setting({
    name: 'LEGATE_BUNDLE_REMOTE_HTTP_HOSTS',
    description:
      'Hosts that policy bundles may be fetched from over plain HTTP, separated by commas. Insecure: whoever is between can change the policy, unless bundles are signed.',
  })
  bundleRemoteHttpHosts = '';

  @Setting({
    name: 'LEGATE_BUNDLE_REMOTE_CA_FILE',
    description: 'PEM file of further certificates to believe when policy bundles are fetched.',
  })
  bundleRemoteCaFile = '';

  @Setting({
    name: 'LEGATE_BUNDLE_REMOTE_TIMEOUT_MS',
    description: 'Longest time of one fetch of a policy bundle.',
  })
  @IsInt()
  @Min(1000)
  @Max(600_000)
  bundleRemoteTimeoutMs = 60_000;

  @Setting({
    name: 'LEGATE_SECRETS_KEY',
    description:
      'Key that seals the secrets of remotes in the database: 32 bytes in base64. Without it the key lies in the same database.',
    secret: true,
  })
  @ValidateIf((_, value) => value !== '')
  @Matches(/^[A-Za-z0-9+/_-]{43}=?$/, { message: 'must be 32 bytes in base64' })
  secretsKey = '';
}
