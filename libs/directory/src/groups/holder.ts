import type { WriteUnit } from '@legate/persistence';
import type { HolderRef } from '../entry-key.js';
import { unknownReference } from '../references.js';

/** A stored identity or group that can be a member or hold a role: one of the two uids is null. */
export interface Holder {
  readonly ref: HolderRef;
  readonly identityUid: number | null;
  readonly groupUid: number | null;
}

/** @throws UnprocessableError `reference.unknown` */
export async function findHolder(
  { tx, scope }: WriteUnit,
  ref: HolderRef,
  line?: number,
): Promise<Holder> {
  const isGroup = ref.kind === 'group';
  const values = isGroup ? [scope.tenant, ref.id] : [scope.tenant, ref.id, ref.kind];
  const [row]: { uid: number }[] = await tx.query(isGroup ? FIND_GROUP : FIND_IDENTITY, values);
  if (row === undefined) {
    throw unknownReference(`${ref.kind} "${ref.id}"`, { pointer: '', line });
  }
  return {
    ref: { kind: ref.kind, id: ref.id },
    identityUid: isGroup ? null : row.uid,
    groupUid: isGroup ? row.uid : null,
  };
}

const FIND_GROUP = 'SELECT uid FROM groups WHERE tenant_id = $1 AND id = $2';
const FIND_IDENTITY = 'SELECT uid FROM identities WHERE tenant_id = $1 AND id = $2 AND kind = $3';
