import { PolicySource } from '@legate/decision';
import { DirectoryModule } from '@legate/directory';
import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { Activations } from './activations.js';
import { BundleDirectory } from './bundle-directory.js';
import { BundleFreezer } from './bundle-freezer.js';
import { BundleIntake } from './bundle-intake.js';
import { BundleLoader } from './bundle-loader.js';
import { BundleSwitch } from './bundle-switch.js';
import { BundleWriter } from './bundle-writer.js';
import { Candidates } from './candidates.js';
import { ActivationGates } from './gate/activation-gates.js';
import { LoadedBundles } from './loaded-bundles.js';
import { ModuleFiles } from './module-files.js';
import { PushChecks } from './push-checks.js';
import { LiveShadows } from './shadow/live-shadows.js';
import { ShadowRuns } from './shadow/shadow-runs.js';
import { ShadowWatch } from './shadow/shadow-watch.js';
import { Shadows } from './shadow/shadows.js';
import { TenantPolicies } from './tenant-policies.js';

/**
 * Needs `BundleSettings`, `BundleCompiler`, `BundleVerifier` and `StarterPolicy`, which the application provides for
 * all modules.
 */
@Module({
  imports: [PersistenceModule, DirectoryModule],
  providers: [
    ActivationGates,
    Activations,
    BundleDirectory,
    BundleFreezer,
    BundleIntake,
    BundleLoader,
    BundleSwitch,
    BundleWriter,
    Candidates,
    LoadedBundles,
    ModuleFiles,
    PushChecks,
    { provide: PolicySource, useClass: TenantPolicies },
  ],
  exports: [ActivationGates, BundleDirectory, BundleIntake, BundleSwitch, Candidates, PolicySource],
})
export class BundlesModule {}

/** To be provided beside `Judge` and `DecisionTap`. */
export const SHADOW_PROVIDERS = [LiveShadows, ShadowRuns, ShadowWatch, Shadows];
