import { Setting } from '@legate/platform';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { BundleConfig } from './bundle-config.js';

/** Settings of policies that are pushed with git (docs/policy-push.md). */
export abstract class GitConfig extends BundleConfig {
  @Setting({
    name: 'LEGATE_GIT',
    description:
      'Path of the git command (2.31 or later). Without it the first one in `PATH`; where there is none, nothing can be pushed with git.',
  })
  git = '';

  @Setting({
    name: 'LEGATE_GIT_MAX_PACK_BYTES',
    description: 'Largest pack that a `git push` may send.',
  })
  @IsInt()
  @Min(1024)
  @Max(1024 * 1024 * 1024)
  gitMaxPackBytes = 16 * 1024 * 1024;

  @Setting({
    name: 'LEGATE_GIT_MAX_REPOSITORY_BYTES',
    description: 'Size on disk from which on the repository of a tenant takes no further push.',
  })
  @IsInt()
  @Min(1024)
  @Max(1024 * 1024 * 1024 * 1024)
  gitMaxRepositoryBytes = 512 * 1024 * 1024;

  @Setting({
    name: 'LEGATE_GIT_TIMEOUT_MS',
    description: 'Longest time of a `git push` with all its checks, or of a fetch.',
  })
  @IsInt()
  @Min(100)
  @Max(3_600_000)
  gitTimeoutMs = 300_000;

  @Setting({
    name: 'LEGATE_GIT_MAX_PUSHES',
    description:
      'Most pushes to one process at once, over all tenants; each has a connection to the database of its own. Beyond it 503.',
  })
  @IsInt()
  @Min(1)
  @Max(100)
  gitMaxPushes = 4;

  @Setting({
    name: 'LEGATE_GIT_MAX_FETCHES',
    description: 'Most fetches from one process at once, over all tenants. Beyond it 503.',
  })
  @IsInt()
  @Min(1)
  @Max(1000)
  gitMaxFetches = 8;

  @Setting({
    name: 'LEGATE_GIT_FORCE_PUSH',
    description:
      'Whether a branch may be pushed to that does not follow on what it is at (`git push --force`).',
  })
  @IsBoolean()
  gitForcePush = true;
}
