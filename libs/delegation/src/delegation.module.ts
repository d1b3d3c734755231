import { PreparedQueries, RevisionedWriter } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { FactsSource } from './facts-source.js';
import { GrantDirectory } from './grant-directory.js';
import { GrantWriter } from './grant-writer.js';
import { PostgresFactsSource } from './postgres/postgres-facts-source.js';

@Module({
  providers: [
    PreparedQueries,
    RevisionedWriter,
    GrantDirectory,
    GrantWriter,
    { provide: FactsSource, useClass: PostgresFactsSource },
  ],
  exports: [GrantDirectory, GrantWriter, FactsSource],
})
export class DelegationModule {}
