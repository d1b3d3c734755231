import { DirectoryModule } from '@legate/directory';
import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { CacheCounts } from './cache/cache-counts.js';
import { CachedFactsSource } from './cache/cached-facts-source.js';
import { FactsSource } from './facts-source.js';
import { GrantChecker } from './grant-checker.js';
import { GrantDirectory } from './grant-directory.js';
import { GrantWriter } from './grant-writer.js';
import { Importer } from './imports/importer.js';
import { HistoricalFacts } from './postgres/historical-facts.js';
import { PostgresFacts } from './postgres/postgres-facts.js';
import { BackgroundUseRecorder } from './use/background-use-recorder.js';
import { UseRecorder } from './use/use-recorder.js';

@Module({
  imports: [PersistenceModule, DirectoryModule],
  providers: [
    CacheCounts,
    GrantDirectory,
    GrantChecker,
    GrantWriter,
    HistoricalFacts,
    Importer,
    PostgresFacts,
    { provide: FactsSource, useClass: CachedFactsSource },
    { provide: UseRecorder, useClass: BackgroundUseRecorder },
  ],
  exports: [
    CacheCounts,
    GrantChecker,
    GrantDirectory,
    GrantWriter,
    FactsSource,
    HistoricalFacts,
    Importer,
    UseRecorder,
  ],
})
export class DelegationModule {}
