import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { ChangeFeed } from './feed/change-feed.js';
import { ChangeNotifications } from './feed/change-notifications.js';
import { History } from './history.js';
import { IdentityDirectory } from './identity-directory.js';
import { IdentityWriter } from './identity-writer.js';
import { ResourceDirectory } from './resource-directory.js';
import { ResourceWriter } from './resource-writer.js';

const EXPORTED = [
  ChangeFeed,
  History,
  IdentityDirectory,
  IdentityWriter,
  ResourceDirectory,
  ResourceWriter,
];

/** Needs `FeedSettings` and `ProcessClock`, which the application provides for all modules. */
@Module({
  imports: [PersistenceModule],
  providers: [...EXPORTED, ChangeNotifications],
  exports: EXPORTED,
})
export class DirectoryModule {}
