import { Module } from '@nestjs/common';
import { PreparedQueries } from './prepared-queries.js';
import { RevisionedWriter } from './revisioned-writer.js';
import { ServiceKeys } from './service-keys.js';

/** Needs TypeORM's data source, which the application provides. */
@Module({
  providers: [PreparedQueries, RevisionedWriter, ServiceKeys],
  exports: [PreparedQueries, RevisionedWriter, ServiceKeys],
})
export class PersistenceModule {}
