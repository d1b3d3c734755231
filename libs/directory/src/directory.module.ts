import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { ChangeFeed } from './feed/change-feed.js';
import { ChangeNotifications } from './feed/change-notifications.js';
import { FeedConnection } from './feed/feed-connection.js';
import { GroupDirectory } from './groups/group-directory.js';
import { GroupWriter } from './groups/group-writer.js';
import { Memberships } from './groups/memberships.js';
import { RoleAssignments } from './groups/role-assignments.js';
import { History } from './history.js';
import { IdentityDirectory } from './identities/identity-directory.js';
import { IdentityWriter } from './identities/identity-writer.js';
import { ResourceDirectory } from './resources/resource-directory.js';
import { ResourceWriter } from './resources/resource-writer.js';
import { TenantDirectory } from './tenants/tenant-directory.js';
import { ActionTypes } from './types/action-types.js';
import { RouteTables } from './types/route-tables.js';
import { SubjectTypes } from './types/subject-types.js';

const EXPORTED = [
  ActionTypes,
  ChangeFeed,
  GroupDirectory,
  GroupWriter,
  History,
  IdentityDirectory,
  IdentityWriter,
  Memberships,
  ResourceDirectory,
  ResourceWriter,
  RoleAssignments,
  RouteTables,
  SubjectTypes,
  TenantDirectory,
];

/** Needs `FeedSettings` and `ProcessClock`, which the application provides for all modules. */
@Module({
  imports: [PersistenceModule],
  providers: [...EXPORTED, ChangeNotifications, FeedConnection],
  exports: EXPORTED,
})
export class DirectoryModule {}
