import { ConflictError } from '@legate/core';
import { RevisionedWriter, toDatabaseError } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { findBundle, setState, throwNoBundle } from '../bundle-records.js';
import type { BundleRecord } from '../bundle-records.js';
import { Candidates } from '../candidates.js';
import { beginRun, endRun, findRunning, findShadow, wasActive } from './shadow-records.js';
import { ShadowWatch } from './shadow-watch.js';
import type { Shadow } from './shadow.js';

/** Puts stored bundles beside the active one, and tells what they would have decided. */
@Injectable()
export class Shadows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writer: RevisionedWriter,
    private readonly candidates: Candidates,
    private readonly watch: ShadowWatch,
  ) {}

  /** What a bundle has come to in shadow, this process's part up to now. @throws NotFoundError; UnavailableError */
  async get(tenant: string, key: string): Promise<Shadow> {
    await this.watch.follow();
    return await this.read(async (manager) => {
      const { id } = (await findBundle(manager, tenant, key)) ?? throwNoBundle(`bundle "${key}"`);
      return await findShadow(manager, tenant, id);
    });
  }

  /**
   * Evaluates a bundle beside the active one from now on, in place of what was in shadow before. The same rate again
   * changes nothing; another one begins anew.
   *
   * @throws NotFoundError; ConflictError `bundle.active`, `bundle.rejected`, `bundle.not_loadable`; UnavailableError
   */
  async start(
    scope: WriteScope,
    key: string,
    { sampleRate }: { readonly sampleRate: number },
  ): Promise<Written<Shadow>> {
    const { tenant, author } = scope;
    // Seen to run before the write, which is to be short.
    const { id } = (await this.candidates.load(tenant, key)).bundle;
    return await this.writer.write(scope, async (unit) => {
      const found = await findCandidate(unit.tx, tenant, id);
      const running = await findRunning(unit);
      const isSame = running?.bundle === id && running.sampleRate === sampleRate;
      if (!isSame || running.state === 'halted') {
        if (running !== null && running.bundle !== id) {
          await putAside(unit, running.bundle);
        }
        await setState(unit, found, 'shadow');
        await beginRun(unit, { bundle: id, sampleRate, startedBy: author });
      }
      return await findShadow(unit.tx, tenant, id);
    });
  }

  /** Ends that; what was found stays. @throws NotFoundError; UnavailableError */
  async stop(scope: WriteScope, key: string): Promise<Written<Shadow>> {
    await this.watch.follow();
    return await this.writer.write(scope, async (unit) => {
      const { id } =
        (await findBundle(unit.tx, scope.tenant, key)) ?? throwNoBundle(`bundle "${key}"`);
      if ((await findRunning(unit))?.bundle === id) {
        await putAside(unit, id);
      }
      return await findShadow(unit.tx, scope.tenant, id);
    });
  }

  private async read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await work(this.dataSource.manager);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

async function findCandidate(
  tx: EntityManager,
  tenant: string,
  key: string,
): Promise<BundleRecord> {
  const found = (await findBundle(tx, tenant, key)) ?? throwNoBundle(`bundle "${key}"`);
  if (found.state === 'active') {
    throw new ConflictError('bundle.active', 'the bundle is the active one');
  }
  if (found.state === 'rejected') {
    throw new ConflictError('bundle.rejected', 'the bundle was rejected; push another');
  }
  return found;
}

/** Out of the shadow, a bundle is what it was before. */
async function putAside(unit: WriteUnit, bundle: string): Promise<void> {
  const found =
    (await findBundle(unit.tx, unit.scope.tenant, bundle)) ?? throwNoBundle(`bundle "${bundle}"`);
  await setState(unit, found, (await wasActive(unit, bundle)) ? 'superseded' : 'received');
  await endRun(unit, bundle);
}
