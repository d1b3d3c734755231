import { PolicySource } from '@legate/decision';
import { DirectoryModule } from '@legate/directory';
import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { BundleDirectory } from './bundle-directory.js';
import { BundleIntake } from './bundle-intake.js';
import { BundleLoader } from './bundle-loader.js';
import { BundleSwitch } from './bundle-switch.js';
import { BundleWriter } from './bundle-writer.js';
import { ModuleFiles } from './module-files.js';
import { TenantPolicies } from './tenant-policies.js';

/**
 * Needs `BundleSettings`, `BundleCompiler`, `BundleVerifier` and `StarterPolicy`, which the application provides for
 * all modules.
 */
@Module({
  imports: [PersistenceModule, DirectoryModule],
  providers: [
    BundleDirectory,
    BundleIntake,
    BundleLoader,
    BundleSwitch,
    BundleWriter,
    ModuleFiles,
    TenantPolicies,
    { provide: PolicySource, useExisting: TenantPolicies },
  ],
  exports: [
    BundleDirectory,
    BundleIntake,
    BundleSwitch,
    BundleWriter,
    PolicySource,
    TenantPolicies,
  ],
})
export class BundlesModule {}
