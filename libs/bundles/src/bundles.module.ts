import { PolicySource } from '@legate/decision';
import { DirectoryModule } from '@legate/directory';
import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { Activations } from './activations.js';
import { BundleDirectory } from './bundle-directory.js';
import { BundleIntake } from './bundle-intake.js';
import { BundleLoader } from './bundle-loader.js';
import { BundleSwitch } from './bundle-switch.js';
import { BundleWriter } from './bundle-writer.js';
import { LoadedBundles } from './loaded-bundles.js';
import { ModuleFiles } from './module-files.js';
import { PushChecks } from './push-checks.js';
import { TenantPolicies } from './tenant-policies.js';

/**
 * Needs `BundleSettings`, `BundleCompiler`, `BundleVerifier` and `StarterPolicy`, which the application provides for
 * all modules.
 */
@Module({
  imports: [PersistenceModule, DirectoryModule],
  providers: [
    Activations,
    BundleDirectory,
    BundleIntake,
    BundleLoader,
    BundleSwitch,
    BundleWriter,
    LoadedBundles,
    ModuleFiles,
    PushChecks,
    { provide: PolicySource, useClass: TenantPolicies },
  ],
  exports: [BundleDirectory, BundleIntake, BundleSwitch, PolicySource],
})
export class BundlesModule {}
