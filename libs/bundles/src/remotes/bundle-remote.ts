/** What bundles are fetched from: a branch of a Git repository, or a bundle server as OPA knows it. */
export const REMOTE_KINDS = ['git', 'bundle'] as const;
export type RemoteKind = (typeof REMOTE_KINDS)[number];

/** Which commits a branch may move to: only such that come after the last one, or any. */
export const HISTORIES = ['forward', 'any'] as const;
export type History = (typeof HISTORIES)[number];

/** Where bundles are fetched from, and how. */
export interface RemoteDefinition {
  readonly kind: RemoteKind;
  /** https, or http to hosts that the settings name; without user, query or fragment for Git. */
  readonly url: string;
  /** Git: the branch. */
  readonly branch: string;
  /** Git: the folder in the repository that is the bundle; empty for all of it. */
  readonly folder: string;
  readonly history: History;
  /** Between two fetches when nobody calls a webhook, s. */
  readonly intervalSeconds: number;
}

/** What a source is asked with: Basic with a user name, else Bearer (RFC 7617, RFC 6750). */
export interface RemoteCredential {
  readonly username: string | null;
  readonly secret: string;
}

/** What is written of a remote. A secret that is left out stays as it is; null takes it away. */
export interface RemoteInput extends RemoteDefinition {
  /** Whether what it brings decides at once; of one remote of a tenant at most. */
  readonly activate: boolean;
  readonly credential: RemoteCredential | null | undefined;
  readonly webhookSecret: string | null | undefined;
}

export const REMOTE_STATUSES = ['pending', 'current', 'refused', 'failing'] as const;
export type RemoteStatus = (typeof REMOTE_STATUSES)[number];

/** Why the last fetch brought nothing. */
export interface RemoteProblem {
  readonly code: string;
  readonly message: string;
  /** What is wrong with the policy, the first of it. */
  readonly errors?: readonly object[];
}

/** How far fetching has come. Times are RFC 3339. */
export interface RemoteState {
  readonly status: RemoteStatus;
  /** Commit or entity tag of what was taken in last. */
  readonly version: string | null;
  /** The bundle that it has become. */
  readonly bundle: string | null;
  readonly lastAttemptAt: string | null;
  readonly lastSuccessAt: string | null;
  /** When the source last said that this bundle is its newest. */
  readonly confirmedAt: string | null;
  readonly nextAttemptAt: string | null;
  /** Fetches that have failed since the last one that has not. */
  readonly failures: number;
  readonly error: RemoteProblem | null;
}

/** A remote as the admin API shows it: secrets are never shown again. */
export interface BundleRemote extends RemoteDefinition {
  readonly name: string;
  readonly activate: boolean;
  readonly hasCredential: boolean;
  readonly hasWebhookSecret: boolean;
  readonly state: RemoteState;
  readonly revision: number;
}
