export {
  chunksOf,
  emptyTally,
  GroupBulk,
  IdentityBulk,
  MembershipBulk,
  ResourceBulk,
  RoleBulk,
  TypeBulk,
} from './bulk/index.js';
export type {
  BulkStep,
  GroupLine,
  IdentityLine,
  Lined,
  MembershipLine,
  Pause,
  ReferringStep,
  ResourceLine,
  RoleLine,
  Tally,
  TypeLine,
} from './bulk/index.js';
export { entryKey, HOLDER_KINDS, holdingKey, holdingPrefix } from './entry-key.js';
export type { HolderRef } from './entry-key.js';
export { ChangeFeed } from './feed/change-feed.js';
export type { FeedListener } from './feed/feed-progress.js';
export { ProcessClock, SystemClock } from './feed/feed-clock.js';
export type { ClockReading } from './feed/feed-clock.js';
export { FollowedMap } from './feed/followed-map.js';
export { FeedSettings } from './feed/feed-settings.js';
export type { FeedChange } from './feed/poll-changes.js';
export { DirectoryModule } from './directory.module.js';
export { GroupDirectory } from './groups/group-directory.js';
export { GroupWriter } from './groups/group-writer.js';
export { Memberships } from './groups/memberships.js';
export { RoleAssignments } from './groups/role-assignments.js';
export type { RoleAssignmentFilter } from './groups/role-assignments.js';
export type { Group, GroupInput, GroupStatus, Membership, RoleAssignment } from './groups/group.js';
export { History, requireReached } from './history.js';
export { IdentityDirectory } from './identities/identity-directory.js';
export { MAX_AGENT_PARENTS } from './identities/identity-references.js';
export { IdentityWriter } from './identities/identity-writer.js';
export type { Alias, Identity, IdentityFilter, IdentityInput } from './identities/identity.js';
export { decodeCursor, encodeCursor, readCursor, toPage } from './page.js';
export type { Page, PageRequest } from './page.js';
export { atRevision } from './put-result.js';
export type { PutResult } from './put-result.js';
export { unknownReference } from './references.js';
export { ResourceDirectory } from './resources/resource-directory.js';
export { MAX_PARENTS } from './resources/store-resources.js';
export { ResourceWriter } from './resources/resource-writer.js';
export { INVENTORY_TYPES, RESOURCE_STATUSES } from './resources/resource.js';
export type {
  Resource,
  ResourceFilter,
  ResourceInput,
  ResourceRef,
  ResourceStatus,
} from './resources/resource.js';
export { DEFAULT_TENANT, TENANT_PATTERN, TenantDirectory } from './tenants/tenant-directory.js';
export type { Tenant } from './tenants/tenant-directory.js';
export { ActionTypes } from './types/action-types.js';
export type { KeyedEntry } from './types/keyed-table.js';
export { PROXY_KINDS, RouteTables } from './types/route-tables.js';
export type { ProxyKind, RouteTable, StoredRoute } from './types/route-tables.js';
export { isSameJson } from './same-json.js';
export { SubjectTypes } from './types/subject-types.js';
