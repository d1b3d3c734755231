export { BundleCompiler } from './bundle-compiler.js';
export type { TellSharedNetwork } from './bundle-compiler.js';
export { BundleDirectory } from './bundle-directory.js';
export type { BundleFreeze } from './bundle-directory.js';
export { BundleIntake } from './bundle-intake.js';
export { BundleSettings, OVER_AGE_RULES } from './bundle-settings.js';
export type { OverAgeRule } from './bundle-settings.js';
export { BundleCounts } from './lifecycle/bundle-counts.js';
export { BundleLoads } from './lifecycle/bundle-loads.js';
export type { LoadedPolicies } from './lifecycle/bundle-loads.js';
export type { StoreOptions } from './bundle-writer.js';
export type { PassedPush } from './push-checks.js';
export { BundleSwitch } from './bundle-switch.js';
export type { StoredBundle } from './bundle-writer.js';
export { BundleVerifier, SIGNATURE_DEMANDS } from './bundle-verifier.js';
export type { SignatureDemand, SignatureSettings } from './bundle-verifier.js';
export { BundlesModule, SHADOW_PROVIDERS } from './bundles.module.js';
export { BUNDLE_STATES } from './bundle.js';
export type { Bundle, BundleReport, BundleSignature, BundleState } from './bundle.js';
export { Candidates } from './candidates.js';
export { ActivationGates } from './gate/activation-gates.js';
export type { ActivationGate, GateDemand, PendingActivation } from './gate/activation-gate.js';
export { SHADOW_STATES } from './shadow/shadow.js';
export type { Shadow, ShadowState } from './shadow/shadow.js';
export { Shadows } from './shadow/shadows.js';
export { HISTORIES, REMOTE_KINDS, REMOTE_STATUSES } from './remotes/bundle-remote.js';
export type {
  BundleRemote,
  History,
  RemoteCredential,
  RemoteInput,
  RemoteKind,
  RemoteProblem,
  RemoteState,
  RemoteStatus,
} from './remotes/bundle-remote.js';
export { BundleRemotes } from './remotes/bundle-remotes.js';
export { RemoteHints } from './remotes/remote-hints.js';
export { RemoteSettings } from './remotes/remote-settings.js';
export type { WebhookDelivery } from './remotes/webhook-signature.js';
export { StarterPolicy } from './starter-policy.js';
export { RecordedPolicies } from './recorded-policies.js';
export type { DecidedBy, NoPolicy, ReadyPolicies } from './recorded-policies.js';
