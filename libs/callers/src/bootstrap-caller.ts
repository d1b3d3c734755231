import { StartupError } from '@legate/core';
import { CallerKeyRow, CallerRow, RevisionedWriter } from '@legate/persistence';
import type { WriteUnit } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { hashApiKey, keyPrefix, makeApiKey } from './api-key.js';
import { CALLER_ROLES } from './roles.js';
import { insertCaller, insertKey } from './store-callers.js';

const SCOPE = { tenant: 'default', author: 'bootstrap' };

/** The first caller, with every role: without it nobody could create others. */
@Injectable()
export class BootstrapCaller {
  constructor(private readonly writer: RevisionedWriter) {}

  /**
   * Makes the bootstrap caller where there is none yet. A given key becomes its only one, and brings it back where
   * it was ended; otherwise a key is made on the first run.
   *
   * @returns the key that was made, to be shown once, or null when none was made.
   * @throws StartupError when the given key belongs to another caller.
   */
  async ensure(givenKey: string | null): Promise<string | null> {
    const { value } = await this.writer.write(SCOPE, async (unit) => {
      const found = await unit.tx.findOneBy(CallerRow, { bootstrap: true });
      if (givenKey === null && found !== null) {
        return null;
      }
      const id = found?.id ?? (await insertCaller(unit, { ...DESCRIPTION, bootstrap: true }));
      if (givenKey !== null) {
        await takeKey(unit, id, givenKey);
        return null;
      }
      const key = makeApiKey();
      await insertKey(unit, { callerId: id, key, prefix: keyPrefix(key) });
      return key;
    });
    return value;
  }
}

const DESCRIPTION = { name: 'bootstrap', roles: CALLER_ROLES };

/** Whether the key is good for all, and for ever. */
function isWhole(key: CallerKeyRow | null): boolean {
  return key?.endedAt === null && key.expiresAt === null && key.roles === null;
}

async function takeKey(unit: WriteUnit, callerId: string, key: string): Promise<void> {
  const { tx, scope, record } = unit;
  const hash = hashApiKey(key);
  const held = await tx.findOneBy(CallerKeyRow, { hash });
  if (held !== null && held.callerId !== callerId) {
    throw new StartupError(
      'config.invalid',
      'LEGATE_BOOTSTRAP_ADMIN_KEY: the key belongs to another caller',
    );
  }
  await tx.update(CallerRow, { id: callerId }, { endedAt: null });
  const mine = { tenantId: scope.tenant, callerId };
  const others = { ...mine, hash: Not(In([hash])), endedAt: IsNull() };
  const { affected } = await tx.update(CallerKeyRow, others, { endedAt: () => 'now()' });
  if (held === null) {
    await insertKey(unit, { callerId, key, prefix: null });
  } else {
    await tx.update(CallerKeyRow, { hash }, { endedAt: null, expiresAt: null, roles: null });
  }
  if (!isWhole(held) || (affected ?? 0) > 0) {
    record({ entity: 'caller', key: callerId, operation: 'put', document: { key: 'replaced' } });
  }
}
