import { DirectoryModule } from '@legate/directory';
import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { BootstrapCaller } from './bootstrap-caller.js';
import { CallerDirectory } from './caller-directory.js';
import { KeyRing } from './key-ring.js';

@Module({
  imports: [PersistenceModule, DirectoryModule],
  providers: [CallerDirectory, BootstrapCaller, KeyRing],
  exports: [CallerDirectory, BootstrapCaller, KeyRing],
})
export class CallersModule {}
