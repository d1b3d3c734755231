import { RevisionedWriter } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { IdentityDirectory } from './identity-directory.js';
import { IdentityWriter } from './identity-writer.js';
import { ResourceDirectory } from './resource-directory.js';
import { ResourceWriter } from './resource-writer.js';

const PROVIDERS = [IdentityDirectory, IdentityWriter, ResourceDirectory, ResourceWriter];

@Module({ providers: [RevisionedWriter, ...PROVIDERS], exports: PROVIDERS })
export class DirectoryModule {}
