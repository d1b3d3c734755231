import type { IdentityRef } from '@legate/core';
import type { WriteUnit } from '@legate/persistence';
import { entryKey } from '../entry-key.js';
import {
  clearAliases,
  insertAliases,
  refuseIdentityCycles,
  storeIdentityReferences,
} from '../identities/identity-references.js';
import { findIdentities } from '../identities/identity-row.js';
import type { IdentityRecord } from '../identities/identity-row.js';
import { isSameIdentity, mergeIdentity } from '../identities/identity-writer.js';
import type { Alias, Identity, IdentityInput } from '../identities/identity.js';
import { recordIdentities, storeIdentityRows } from '../identities/store-identities.js';
import type { StoredIdentity, WantedIdentity } from '../identities/store-identities.js';
import type { Placed } from '../references.js';
import { isSameJson } from '../same-json.js';
import { chunksOf, emptyTally, MERGE_BATCH, NESTING_BATCH, sortOut } from './bulk-step.js';
import type { Lined, Pause, ReferringStep, Replacement } from './bulk-step.js';

export interface IdentityLine {
  readonly ref: IdentityRef;
  readonly input: IdentityInput;
}

/** Stores many identities in one write. Errors are those of a PUT, with the line. */
export class IdentityBulk implements ReferringStep<IdentityLine> {
  readonly tally = emptyTally();
  hasMoved = false;
  /** Of each line that has made a row and refers to something, the row. */
  private readonly referring = new Map<number, number>();
  private readonly children: Placed[] = [];
  private readonly changed: StoredIdentity[] = [];
  /** Of the changed ones those that refer to others than before. */
  private readonly rereferring = new Set<number>();
  /** Aliases that changed identities give up: nobody can take them before the lock. */
  private readonly freed = new Set<string>();
  private readonly late: StoredIdentity[] = [];

  async stage(unit: WriteUnit, batch: readonly Lined<IdentityLine>[]): Promise<void> {
    const refs = batch.map(({ value }) => value.ref);
    const rows = await findIdentities(unit.tx, unit.scope.tenant, refs);
    const byKey = new Map(rows.map((row) => [entryKey(row.kind, row.id), row]));
    const compared = batch.map(({ line, value: { ref, input } }) => {
      const found = byKey.get(entryKey(ref.kind, ref.id));
      return { wanted: { identity: mergeIdentity(ref, input, found), line }, found };
    });
    const { fresh, changed } = sortOut(compared, this.tally, (found, { identity }) =>
      isSameIdentity(found, identity),
    );
    await this.storeFresh(unit, fresh);
    changed.forEach((one) => {
      this.keep(one);
    });
    // Here rather than with the rows: nothing is done under the lock that can be done before.
    recordIdentities(
      unit,
      changed.map(({ wanted }) => wanted),
    );
  }

  private async storeFresh(unit: WriteUnit, fresh: readonly WantedIdentity[]): Promise<void> {
    if (fresh.length === 0) {
      return;
    }
    const stored = await storeIdentityRows(unit, fresh, 'insert');
    recordIdentities(unit, fresh);
    for (const { uid, line = 0, identity } of stored) {
      if (isReferring(identity)) {
        this.referring.set(line, uid);
      }
      this.noteParent(identity, { uid, line });
    }
  }

  private keep({ wanted, found }: Replacement<WantedIdentity, IdentityRecord>): void {
    const { uid } = found;
    this.changed.push({ ...wanted, uid });
    this.noteParent(wanted.identity, { uid, line: wanted.line });
    this.hasMoved ||= (wanted.identity.parent ?? null) !== found.parent;
    if (!isReferringAlike(wanted.identity, found)) {
      this.rereferring.add(uid);
      found.aliases.forEach((alias) => this.freed.add(keyOf(alias)));
    }
  }

  private noteParent({ parent }: Identity, placed: Placed): void {
    if (parent !== undefined) {
      this.children.push(placed);
    }
  }

  async refer(unit: WriteUnit, batch: readonly Lined<IdentityLine>[]): Promise<void> {
    const stored = batch.flatMap(({ line, value: { ref, input } }) => {
      const uid = this.referring.get(line);
      return uid === undefined
        ? []
        : [{ uid, line, identity: mergeIdentity(ref, input, undefined) }];
    });
    if (stored.length > 0) {
      await storeIdentityReferences(
        unit,
        stored.map((one) => this.withoutLate(one)),
      );
    }
  }

  private withoutLate(stored: StoredIdentity): StoredIdentity {
    const { identity } = stored;
    if (!identity.aliases.some((alias) => this.freed.has(keyOf(alias)))) {
      return stored;
    }
    this.late.push(stored);
    return { ...stored, identity: { ...identity, aliases: [] } };
  }

  async requireNesting(unit: WriteUnit, pause: Pause): Promise<void> {
    for (const children of chunksOf(this.children, NESTING_BATCH)) {
      await refuseIdentityCycles(unit, children);
      await pause();
    }
  }

  async merge(unit: WriteUnit, pause: Pause): Promise<void> {
    const moved = this.changed.filter(({ uid }) => this.rereferring.has(uid));
    for (const chunk of chunksOf(moved, MERGE_BATCH)) {
      await clearAliases(unit, chunk);
      await pause();
    }
    for (const chunk of chunksOf(this.changed, MERGE_BATCH)) {
      await storeIdentityRows(unit, chunk);
      await pause();
    }
    for (const chunk of chunksOf(moved, MERGE_BATCH)) {
      await storeIdentityReferences(unit, chunk);
      await pause();
    }
    for (const chunk of chunksOf(this.late, MERGE_BATCH)) {
      await insertAliases(unit, chunk);
      await pause();
    }
  }
}

function isReferring({ owners, aliases, parent }: Identity): boolean {
  return owners.length > 0 || aliases.length > 0 || parent !== undefined;
}

function isReferringAlike(wanted: Identity, found: IdentityRecord): boolean {
  return (
    wanted.parent === (found.parent ?? undefined) &&
    isSameJson([wanted.owners, wanted.aliases], [found.owners, found.aliases])
  );
}

function keyOf({ issuer, subject }: Alias): string {
  return JSON.stringify([issuer, subject]);
}
