import { Module } from '@nestjs/common';
import { PreparedQueries } from './prepared-queries.js';
import { RevisionedWriter } from './revisioned-writer.js';

/** Needs TypeORM's data source, which the application provides. */
@Module({
  providers: [PreparedQueries, RevisionedWriter],
  exports: [PreparedQueries, RevisionedWriter],
})
export class PersistenceModule {}
