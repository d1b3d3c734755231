import type { Json } from '@legate/core';
import type { WriteUnit } from '@legate/persistence';
import { isSameJson } from '../same-json.js';
import type { KeyedTable } from '../types/keyed-table.js';
import { emptyTally, sortOut } from './bulk-step.js';
import type { BulkStep, Lined, Pause } from './bulk-step.js';

export interface TypeLine<T> {
  readonly key: string;
  readonly value: T;
}

/** Stores many subject types or action types in one write. */
export class TypeBulk<T extends Json> implements BulkStep<TypeLine<T>> {
  readonly tally = emptyTally();
  private readonly changed: TypeLine<T>[] = [];

  constructor(private readonly table: KeyedTable<T>) {}

  async stage(unit: WriteUnit, batch: readonly Lined<TypeLine<T>>[]): Promise<void> {
    const keys = batch.map(({ value }) => value.key);
    const rows = await this.table.findWithin(unit.tx, unit.scope.tenant, keys);
    const byKey = new Map(rows.map((row) => [row.key, row]));
    const compared = batch.map(({ value }) => ({ wanted: value, found: byKey.get(value.key) }));
    const { fresh, changed } = sortOut(compared, this.tally, (found, wanted) =>
      isSameJson([found.value], [wanted.value]),
    );
    for (const { key, value } of fresh) {
      await this.table.putWithin(unit, key, value);
    }
    this.changed.push(...changed.map(({ wanted }) => wanted));
  }

  async merge(unit: WriteUnit, pause: Pause): Promise<void> {
    for (const { key, value } of this.changed) {
      await this.table.putWithin(unit, key, value);
      await pause();
    }
  }
}
