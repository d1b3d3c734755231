import {
  GroupBulk,
  IdentityBulk,
  MembershipBulk,
  ResourceBulk,
  RoleBulk,
  TypeBulk,
} from '@legate/directory';
import type { ActionTypes, Lined, Pause, SubjectTypes } from '@legate/directory';
import type { WriteUnit } from '@legate/persistence';
import { GrantBulk } from './grant-bulk.js';
import type { ImportEntity, ImportInputs, ImportLines, ImportResult } from './import-lines.js';
import { overtaken, pauseUnderLock, readOtherChanges, readRevision } from './tenant-lock.js';
import type { OtherChange } from './tenant-lock.js';

export interface TypeTables {
  readonly subjectTypes: SubjectTypes;
  readonly actionTypes: ActionTypes;
}

/** PostgreSQL keeps its plans of foreign key checks: those made while a table was nearly empty read all of it for each row. */
const FORGET_PLANS = 'DISCARD PLANS';

const noPause: Pause = async () => {
  await Promise.resolve();
};

/** One attempt to store an import: all that is new before the tenant's lock is taken, the rest after. */
export class ImportMerge {
  private readonly subjectTypes: TypeBulk<ImportInputs['subject_type']['value']>;
  private readonly actionTypes: TypeBulk<ImportInputs['action_type']['value']>;
  private readonly identities = new IdentityBulk();
  private readonly groups = new GroupBulk();
  private readonly memberships = new MembershipBulk();
  private readonly roles = new RoleBulk();
  private readonly resources = new ResourceBulk();
  private readonly grants: GrantBulk;
  /** The tenant's revision before anything was looked at. */
  private since = 0;

  constructor(
    private readonly lines: ImportLines,
    { subjectTypes, actionTypes }: TypeTables,
  ) {
    this.subjectTypes = new TypeBulk(subjectTypes);
    this.actionTypes = new TypeBulk(actionTypes);
    this.grants = new GrantBulk((id) => lines.has('grant', id));
  }

  async stage(unit: WriteUnit): Promise<void> {
    this.since = await readRevision(unit);
    await this.stageObjects(unit);
    await this.stageReferences(unit);
    await this.stageGrants(unit);
  }

  private async stageObjects(unit: WriteUnit): Promise<void> {
    await this.each('subject_type', unit, async (batch) => {
      await this.subjectTypes.stage(unit, batch);
    });
    await this.each('action_type', unit, async (batch) => {
      await this.actionTypes.stage(unit, batch);
    });
    await this.each('identity', unit, async (batch) => {
      await this.identities.stage(unit, batch);
    });
    await this.each('group', unit, async (batch) => {
      await this.groups.stage(unit, batch);
    });
    await this.each('resource', unit, async (batch) => {
      await this.resources.stage(unit, batch);
    });
  }

  private async stageReferences(unit: WriteUnit): Promise<void> {
    await this.each('identity', unit, async (batch) => {
      await this.identities.refer(unit, batch);
    });
    await this.each('resource', unit, async (batch) => {
      await this.resources.refer(unit, batch);
    });
    await this.each('membership', unit, async (batch) => {
      await this.memberships.stage(unit, batch);
    });
    await this.each('role_assignment', unit, async (batch) => {
      await this.roles.stage(unit, batch);
    });
    for (const step of [this.identities, this.resources, this.memberships]) {
      await step.requireNesting(unit, noPause);
    }
  }

  private async stageGrants(unit: WriteUnit): Promise<void> {
    for await (const batch of this.lines.read('grant')) {
      this.grants.plan(batch);
    }
    await this.each('grant', unit, async (batch) => {
      await this.grants.stage(unit, batch);
    });
    await this.grants.stageBelow(unit);
  }

  private async each<E extends ImportEntity>(
    entity: E,
    unit: WriteUnit,
    take: (batch: readonly Lined<ImportInputs[E]>[]) => Promise<void>,
  ): Promise<void> {
    for await (const batch of this.lines.read(entity)) {
      await unit.tx.query(FORGET_PLANS);
      await take(batch);
      await unit.flush();
    }
  }

  /** Under the lock. @throws ConflictError when others have written what the import is about, or wait for the lock */
  async merge(unit: WriteUnit): Promise<ImportResult> {
    const pause = pauseUnderLock(unit);
    const others = await readOtherChanges(unit, this.since);
    if (others.some(({ entity, key }) => this.lines.has(entity, key))) {
      throw overtaken();
    }
    await this.grants.requireStanding(unit, others);
    for (const step of [this.subjectTypes, this.actionTypes, this.identities, this.groups]) {
      await step.merge(unit, pause);
    }
    await this.resources.merge(unit, pause);
    await this.requireNesting(unit, others, pause);
    await pause();
    return this.result();
  }

  /** What was staged has been looked at; others, or what this import has moved, may have nested it deeper since. */
  private async requireNesting(
    unit: WriteUnit,
    others: readonly OtherChange[],
    pause: Pause,
  ): Promise<void> {
    const touched = new Set(others.map(({ entity }) => entity));
    if (this.identities.hasMoved || touched.has('identity')) {
      await this.identities.requireNesting(unit, pause);
    }
    if (this.resources.hasMoved || touched.has('resource')) {
      await this.resources.requireNesting(unit, pause);
    }
    if (touched.has('membership')) {
      await this.memberships.requireNesting(unit, pause);
    }
  }

  private result(): ImportResult {
    return {
      subject_type: this.subjectTypes.tally,
      action_type: this.actionTypes.tally,
      identity: this.identities.tally,
      group: this.groups.tally,
      membership: this.memberships.tally,
      role_assignment: this.roles.tally,
      resource: this.resources.tally,
      grant: this.grants.tally,
    };
  }
}
