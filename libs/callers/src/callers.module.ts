import { DirectoryModule } from '@legate/directory';
import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { BootstrapCaller } from './bootstrap-caller.js';
import { CallerDirectory } from './caller-directory.js';
import { CallerKeys } from './caller-keys.js';
import { CredentialUses } from './credential-uses.js';
import { KeyRing } from './key-ring.js';
import { KeyUseRecorder } from './key-use-recorder.js';
import { IssuerDirectory } from './tokens/issuer-directory.js';
import { IssuerRegistry } from './tokens/issuer-registry.js';
import { KeySets } from './tokens/key-sets.js';
import { SubjectTokens } from './tokens/subject-tokens.js';
import { TokenCallers } from './tokens/token-callers.js';
import { TokenVerifier } from './tokens/token-verifier.js';
import { UsedTokens } from './tokens/used-tokens.js';

const EXPORTED = [
  BootstrapCaller,
  CallerDirectory,
  CallerKeys,
  CredentialUses,
  IssuerDirectory,
  KeyRing,
  KeyUseRecorder,
  SubjectTokens,
  TokenCallers,
];

/** Needs `TokenSettings`, `ProcessClock` and `OperationalLog`, which the application provides for all modules. */
@Module({
  imports: [PersistenceModule, DirectoryModule],
  providers: [...EXPORTED, IssuerRegistry, KeySets, TokenVerifier, UsedTokens],
  exports: EXPORTED,
})
export class CallersModule {}
