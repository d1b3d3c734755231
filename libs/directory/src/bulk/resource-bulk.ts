import type { WriteUnit } from '@legate/persistence';
import { entryKey } from '../entry-key.js';
import type { Placed } from '../references.js';
import { findResources } from '../resources/resource-row.js';
import type { ResourceRecord } from '../resources/resource-row.js';
import { isSameResource, mergeResource } from '../resources/resource-writer.js';
import type { Resource, ResourceInput, ResourceRef } from '../resources/resource.js';
import {
  recordResources,
  refuseResourceCycles,
  storeResourceReferences,
  storeResourceRows,
} from '../resources/store-resources.js';
import type { StoredResource, WantedResource } from '../resources/store-resources.js';
import { chunksOf, emptyTally, MERGE_BATCH, NESTING_BATCH, sortOut } from './bulk-step.js';
import type { Lined, Pause, ReferringStep } from './bulk-step.js';

export interface ResourceLine {
  readonly ref: ResourceRef;
  readonly input: ResourceInput;
}

/** Stores many resources in one write. Errors are those of a PUT, with the line. */
export class ResourceBulk implements ReferringStep<ResourceLine> {
  readonly tally = emptyTally();
  hasMoved = false;
  /** Of each line that has made a row and refers to something, the row. */
  private readonly referring = new Map<number, number>();
  private readonly children: Placed[] = [];
  private readonly changed: StoredResource[] = [];
  /** Of the changed ones those that refer to others than before. */
  private readonly rereferring = new Set<number>();

  async stage(unit: WriteUnit, batch: readonly Lined<ResourceLine>[]): Promise<void> {
    const refs = batch.map(({ value }) => value.ref);
    const rows = await findResources(unit.tx, unit.scope.tenant, refs);
    const byKey = new Map(rows.map((row) => [entryKey(row.type, row.id), row]));
    const compared = batch.map(({ line, value: { ref, input } }) => {
      const found = byKey.get(entryKey(ref.type, ref.id));
      return { wanted: { resource: mergeResource(ref, input, found), line }, found };
    });
    const { fresh, changed } = sortOut(compared, this.tally, (found, { resource }) =>
      isSameResource(found, resource),
    );
    await this.storeFresh(unit, fresh);
    for (const { wanted, found } of changed) {
      this.keep(wanted, found);
    }
    // Here rather than with the rows: nothing is done under the lock that can be done before.
    recordResources(
      unit,
      changed.map(({ wanted }) => wanted),
    );
  }

  private keep(wanted: WantedResource, { uid, parent, owner }: ResourceRecord): void {
    const { resource, line } = wanted;
    this.changed.push({ ...wanted, uid });
    this.noteParent(resource, { uid, line });
    const hasMoved = !isSameRef(resource.parent, parent);
    this.hasMoved ||= hasMoved;
    const isOwnedAlike = resource.owner?.kind === owner?.kind && resource.owner?.id === owner?.id;
    if (hasMoved || !isOwnedAlike) {
      this.rereferring.add(uid);
    }
  }

  private async storeFresh(unit: WriteUnit, fresh: readonly WantedResource[]): Promise<void> {
    if (fresh.length === 0) {
      return;
    }
    const stored = await storeResourceRows(unit, fresh, 'insert');
    recordResources(unit, fresh);
    for (const { uid, line = 0, resource } of stored) {
      if (resource.parent !== undefined || resource.owner !== undefined) {
        this.referring.set(line, uid);
      }
      this.noteParent(resource, { uid, line });
    }
  }

  private noteParent({ parent }: Resource, placed: Placed): void {
    if (parent !== undefined) {
      this.children.push(placed);
    }
  }

  async refer(unit: WriteUnit, batch: readonly Lined<ResourceLine>[]): Promise<void> {
    const stored = batch.flatMap(({ line, value: { ref, input } }) => {
      const uid = this.referring.get(line);
      return uid === undefined
        ? []
        : [{ uid, line, resource: mergeResource(ref, input, undefined) }];
    });
    if (stored.length > 0) {
      await storeResourceReferences(unit, stored);
    }
  }

  async requireNesting(unit: WriteUnit, pause: Pause): Promise<void> {
    for (const children of chunksOf(this.children, NESTING_BATCH)) {
      await refuseResourceCycles(unit, children);
      await pause();
    }
  }

  async merge(unit: WriteUnit, pause: Pause): Promise<void> {
    for (const chunk of chunksOf(this.changed, MERGE_BATCH)) {
      await storeResourceRows(unit, chunk);
      await pause();
    }
    const moved = this.changed.filter(({ uid }) => this.rereferring.has(uid));
    for (const chunk of chunksOf(moved, MERGE_BATCH)) {
      await storeResourceReferences(unit, chunk);
      await pause();
    }
  }
}

function isSameRef(one: ResourceRef | undefined, other: ResourceRef | null): boolean {
  return one?.type === other?.type && one?.id === other?.id;
}
