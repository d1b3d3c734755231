import { BundlesModule } from '@legate/bundles';
import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { GitFetches } from './git-fetches.js';
import { GitProgram } from './git-program.js';
import { GitPushes } from './git-pushes.js';
import { MainFollower } from './main-follower.js';
import { PendingActivations } from './pending-activations.js';
import { PushLock } from './push-lock.js';
import { PushSessions } from './push-sessions.js';
import { PushTurns } from './push-turns.js';
import { Repositories } from './repositories.js';
import { StoredRefs } from './stored-refs.js';

/** Needs `GitSettings` and `OperationalLog`, which the application provides for all modules. */
@Module({
  imports: [PersistenceModule, BundlesModule],
  providers: [
    GitFetches,
    GitProgram,
    GitPushes,
    MainFollower,
    PendingActivations,
    PushLock,
    PushSessions,
    PushTurns,
    Repositories,
    StoredRefs,
  ],
  exports: [GitFetches, GitPushes, StoredRefs],
})
export class GitModule {}
