import type { WriteUnit } from '@legate/persistence';
import { findGroups } from '../groups/group-directory.js';
import { isSameGroup, mergeGroup, storeGroups } from '../groups/group-writer.js';
import type { Group, GroupInput } from '../groups/group.js';
import { chunksOf, emptyTally, MERGE_BATCH, sortOut } from './bulk-step.js';
import type { BulkStep, Lined, Pause } from './bulk-step.js';

export interface GroupLine {
  readonly id: string;
  readonly input: GroupInput;
}

/** Stores many groups in one write. */
export class GroupBulk implements BulkStep<GroupLine> {
  readonly tally = emptyTally();
  private readonly changed: Group[] = [];

  async stage(unit: WriteUnit, batch: readonly Lined<GroupLine>[]): Promise<void> {
    const ids = batch.map(({ value }) => value.id);
    const rows = await findGroups(unit.tx, unit.scope.tenant, ids);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const compared = batch.map(({ value: { id, input } }) => {
      const found = byId.get(id);
      return { wanted: mergeGroup(id, input, found ?? null), found };
    });
    const { fresh, changed } = sortOut(compared, this.tally, isSameGroup);
    if (fresh.length > 0) {
      await storeGroups(unit, fresh, 'insert');
    }
    this.changed.push(...changed.map(({ wanted }) => wanted));
  }

  async merge(unit: WriteUnit, pause: Pause): Promise<void> {
    for (const chunk of chunksOf(this.changed, MERGE_BATCH)) {
      await storeGroups(unit, chunk);
      await unit.flush();
      await pause();
    }
  }
}
