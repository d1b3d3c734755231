import { PreparedQueries, RevisionedWriter } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { BootstrapCaller } from './bootstrap-caller.js';
import { CallerDirectory } from './caller-directory.js';

@Module({
  providers: [PreparedQueries, RevisionedWriter, CallerDirectory, BootstrapCaller],
  exports: [CallerDirectory, BootstrapCaller],
})
export class CallersModule {}
