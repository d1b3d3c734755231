import { DirectoryModule } from '@legate/directory';
import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { CachedFactsSource } from './cache/cached-facts-source.js';
import { FactsSource } from './facts-source.js';
import { GrantChecker } from './grant-checker.js';
import { GrantDirectory } from './grant-directory.js';
import { GrantWriter } from './grant-writer.js';
import { HistoricalFacts } from './postgres/historical-facts.js';
import { PostgresFacts } from './postgres/postgres-facts.js';

@Module({
  imports: [PersistenceModule, DirectoryModule],
  providers: [
    GrantDirectory,
    GrantChecker,
    GrantWriter,
    HistoricalFacts,
    PostgresFacts,
    { provide: FactsSource, useClass: CachedFactsSource },
  ],
  exports: [GrantChecker, GrantDirectory, GrantWriter, FactsSource, HistoricalFacts],
})
export class DelegationModule {}
