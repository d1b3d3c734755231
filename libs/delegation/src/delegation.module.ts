import { DirectoryModule } from '@legate/directory';
import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { CachedFactsSource } from './cache/cached-facts-source.js';
import { FactsSource } from './facts-source.js';
import { GrantDirectory } from './grant-directory.js';
import { GrantWriter } from './grant-writer.js';
import { Importer } from './imports/importer.js';
import { PostgresFacts } from './postgres/postgres-facts.js';

@Module({
  imports: [PersistenceModule, DirectoryModule],
  providers: [
    GrantDirectory,
    GrantWriter,
    Importer,
    PostgresFacts,
    { provide: FactsSource, useClass: CachedFactsSource },
  ],
  exports: [GrantDirectory, GrantWriter, Importer, FactsSource],
})
export class DelegationModule {}
