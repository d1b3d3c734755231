import { withoutSecrets } from '../masking/find-secrets.js';
import type { AdminEntry, EntryHead } from './entry.js';

/** What an admin entry says beside its head; what is left out is null. */
export type AdminToLog = Pick<AdminEntry, 'operation' | 'outcome'> &
  Partial<Omit<AdminEntry, keyof EntryHead>> & { readonly tenant: string | null };

const NOTHING = {
  caller: null,
  subject: null,
  actor: null,
  requestId: null,
  method: null,
  path: null,
  status: null,
  code: null,
  revision: null,
  target: null,
};

/** The JSON text of an admin entry, from `"tenant":` on. */
export function writeAdmin(decisionId: string, { tenant, ...members }: AdminToLog): string {
  const body = { tenant, decisionId, ...NOTHING, ...members };
  return withoutSecrets(JSON.stringify(body)).slice(1);
}
