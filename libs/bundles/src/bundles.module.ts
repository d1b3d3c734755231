import { PolicySource } from '@legate/decision';
import { DirectoryModule } from '@legate/directory';
import { PersistenceModule } from '@legate/persistence';
import { Module } from '@nestjs/common';
import { Activations } from './activations.js';
import { BundleDirectory } from './bundle-directory.js';
import { BundleFreezer } from './bundle-freezer.js';
import { BundleIntake } from './bundle-intake.js';
import { BundleLoader } from './bundle-loader.js';
import { BundleSettings } from './bundle-settings.js';
import { BundleSwitch } from './bundle-switch.js';
import { BundleWriter } from './bundle-writer.js';
import { Candidates } from './candidates.js';
import { ActivationGates } from './gate/activation-gates.js';
import { AgedPolicies } from './lifecycle/aged-policies.js';
import { BundleAges } from './lifecycle/bundle-ages.js';
import { BundleCounts } from './lifecycle/bundle-counts.js';
import { BundleLoads } from './lifecycle/bundle-loads.js';
import { PresentLoads } from './lifecycle/present-loads.js';
import { LoadedBundles } from './loaded-bundles.js';
import { ModuleFiles } from './module-files.js';
import { PushChecks } from './push-checks.js';
import { RecordedPolicies } from './recorded-policies.js';
import { BundleRemotes } from './remotes/bundle-remotes.js';
import { BundleServer } from './remotes/bundle-server.js';
import { GitRepository } from './remotes/git-repository.js';
import { RemoteFetcher } from './remotes/remote-fetcher.js';
import { RemoteHints } from './remotes/remote-hints.js';
import { RemotePoller } from './remotes/remote-poller.js';
import { RemoteSources } from './remotes/remote-sources.js';
import { RemoteStates } from './remotes/remote-states.js';
import { SecretBox } from './remotes/secret-box.js';
import { LiveShadows } from './shadow/live-shadows.js';
import { ShadowRuns } from './shadow/shadow-runs.js';
import { ShadowWatch } from './shadow/shadow-watch.js';
import { Shadows } from './shadow/shadows.js';
import { TenantPolicies } from './tenant-policies.js';

/**
 * Needs `BundleSettings`, `RemoteSettings`, `BundleCompiler`, `BundleVerifier` and `StarterPolicy`, which the application provides for
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
    RecordedPolicies,
    BundleRemotes,
    BundleServer,
    GitRepository,
    RemoteFetcher,
    RemoteHints,
    RemotePoller,
    RemoteSources,
    RemoteStates,
    SecretBox,
    BundleAges,
    BundleCounts,
    BundleLoads,
    PresentLoads,
    TenantPolicies,
    {
      provide: PolicySource,
      inject: [TenantPolicies, BundleAges, BundleSettings],
      // Without a bound, ages cost a decision nothing.
      useFactory: (
        policies: TenantPolicies,
        ages: BundleAges,
        { maxAgeMs, overAge }: BundleSettings,
      ): PolicySource => (maxAgeMs === 0 ? policies : new AgedPolicies(policies, ages, overAge)),
    },
  ],
  exports: [
    ActivationGates,
    BundleCounts,
    BundleDirectory,
    BundleIntake,
    BundleLoads,
    BundleRemotes,
    BundleSwitch,
    Candidates,
    PolicySource,
    RecordedPolicies,
    RemoteHints,
  ],
})
export class BundlesModule {}

/** To be provided beside `Judge` and `DecisionTap`. */
export const SHADOW_PROVIDERS = [LiveShadows, ShadowRuns, ShadowWatch, Shadows];
