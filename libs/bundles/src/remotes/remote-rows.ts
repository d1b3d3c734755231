import type {
  BundleRemote,
  RemoteDefinition,
  RemoteProblem,
  RemoteState,
  RemoteStatus,
} from './bundle-remote.js';

export interface RemoteRecord {
  readonly name: string;
  readonly definition: RemoteDefinition;
  readonly activates: boolean;
  readonly credential: Buffer | null;
  readonly webhookSecret: Buffer | null;
  readonly revision: number;
  readonly version: string | null;
  readonly bundle: string | null;
  readonly refusedVersion: string | null;
  readonly nextAt: Date | null;
  readonly attemptedAt: Date | null;
  readonly succeededAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly failures: number;
  readonly error: RemoteProblem | null;
}

export const SELECT_REMOTES = `
  SELECT r.name, r.definition, r.activates, r.credential, r.webhook_secret AS "webhookSecret",
    COALESCE(w.revision, 0) AS revision, s.version, s.bundle_id AS bundle, s.refused_version AS "refusedVersion",
    s.next_at AS "nextAt", s.attempted_at AS "attemptedAt", s.succeeded_at AS "succeededAt",
    s.confirmed_at AS "confirmedAt", COALESCE(s.failures, 0) AS failures, s.error
  FROM bundle_remotes r JOIN writes w ON w.id = r.write_id
    LEFT JOIN bundle_remote_states s ON s.tenant_id = r.tenant_id AND s.name = r.name
  WHERE r.tenant_id = $1`;

export function toRemote(record: RemoteRecord): BundleRemote {
  const { name, definition, activates, credential, webhookSecret, revision } = record;
  return {
    name,
    ...definition,
    activate: activates,
    hasCredential: credential !== null,
    hasWebhookSecret: webhookSecret !== null,
    state: toState(record),
    revision,
  };
}

function toState(record: RemoteRecord): RemoteState {
  const { version, bundle, attemptedAt, succeededAt, confirmedAt, nextAt, failures, error } =
    record;
  return {
    status: statusOf(record),
    version,
    bundle,
    lastAttemptAt: toTime(attemptedAt),
    lastSuccessAt: toTime(succeededAt),
    confirmedAt: toTime(confirmedAt),
    nextAttemptAt: toTime(nextAt),
    failures,
    error,
  };
}

function statusOf({ failures, refusedVersion, version }: RemoteRecord): RemoteStatus {
  if (failures > 0) {
    return 'failing';
  }
  if (refusedVersion !== null) {
    return 'refused';
  }
  return version === null ? 'pending' : 'current';
}

function toTime(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
