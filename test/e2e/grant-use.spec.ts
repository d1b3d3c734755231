import { BackgroundUseRecorder } from '@legate/delegation';
import { dataSourceOptions } from '@legate/persistence';
import { OperationalLog } from '@legate/platform';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';
import { put } from './fixtures/world-loading.js';

const ALICE = { kind: 'user', id: 'alice' };
const NOBODYS = '01890a5d-ac96-774b-bcce-b302099a8057';

let service: RunningService;
let dataSource: DataSource;
let grants: readonly string[];

beforeAll(async () => {
  service = await startService();
  const { admin } = service;
  await put(admin, ['identities', 'user', 'alice'], {});
  await put(admin, ['identities', 'agent', 'bot'], { owners: [ALICE] });
  const body = {
    grantor: ALICE,
    grantee: { kind: 'agent', id: 'bot' },
    actions: ['read'],
    resources: [{ type: 'doc', id: '**' }],
  };
  const made = await Promise.all(
    [1, 2, 3].map(async () => await admin.post('/admin/v1/grants', body)),
  );
  grants = made.map((answer) => answer.body.id as string);
  dataSource = new DataSource(
    dataSourceOptions({
      url: service.database.url,
      poolSize: 6,
      connectTimeoutMs: 5000,
      statementTimeoutMs: 5000,
      onPoolError: () => undefined,
    }),
  );
  await dataSource.initialize();
});

afterAll(async () => {
  await dataSource.destroy();
  await service.stop();
});

beforeEach(async () => {
  await queryDatabase(service.database, 'DELETE FROM grant_use');
});

function recorder(source: DataSource = dataSource): BackgroundUseRecorder {
  return new BackgroundUseRecorder(source, new OperationalLog('silent'));
}

function note(to: BackgroundUseRecorder, ids: readonly string[], resource: string): void {
  const base = { tenant: 'default', action: 'read', at: Date.UTC(2026, 0, 1) };
  to.note({ ...base, grants: ids, resource: { type: 'doc', id: resource } });
}

async function stored(): Promise<readonly { id: string; uses: number; common: string }[]> {
  return await queryDatabase(
    service.database,
    `SELECT grant_id AS id, uses::int, common_id AS common FROM grant_use ORDER BY grant_id`,
  );
}

describe('recording the use of grants', () => {
  it('loses no use when processes write at the same time, in whatever order they have noted', async () => {
    const both = [recorder(), recorder(), recorder()];
    for (let round = 0; round < 10; round += 1) {
      both.forEach((one, at) => {
        note(one, at === 0 ? grants : grants.toReversed(), `crm/${at}/${round}`);
      });
      await Promise.all(
        both.map(async (one) => {
          await one.flush();
        }),
      );
    }
    const expected = [...grants].sort().map((id) => ({ id, uses: 30, common: 'crm' }));
    expect(await stored()).toEqual(expected);
  });

  it('keeps what it cannot write, and writes it the next time', async () => {
    let isDown = true;
    const broken = {
      transaction: async (work: (tx: EntityManager) => Promise<void>): Promise<void> => {
        if (isDown) {
          throw new Error('no database');
        }
        await dataSource.transaction(work);
      },
    } as unknown as DataSource;
    const one = recorder(broken);
    note(one, grants.slice(0, 1), 'crm/1');
    await one.flush();
    note(one, grants.slice(0, 1), 'crm/2');
    expect(await stored()).toEqual([]);
    isDown = false;
    await one.flush();
    await one.flush();
    expect(await stored()).toEqual([{ id: grants[0], uses: 2, common: 'crm' }]);
  });

  it('keeps so many actions of a grant, counts those on, and tells what it leaves out', async () => {
    const log = new OperationalLog('silent');
    const lost: object[] = [];
    log.warn = (entry) => {
      lost.push(entry);
    };
    const one = new BackgroundUseRecorder(dataSource, log);
    const base = { tenant: 'default', grants: grants.slice(0, 1), at: Date.UTC(2026, 0, 1) };
    const use = (from: number, to: number): void => {
      for (let at = from; at < to; at += 1) {
        one.note({ ...base, action: `a${at}`, resource: { type: 'doc', id: 'crm' } });
      }
    };
    use(0, 200);
    await one.flush();
    use(100, 300);
    note(one, grants.slice(1, 2), 'crm');
    await one.flush();
    const read = async (): Promise<unknown> =>
      await queryDatabase(
        service.database,
        'SELECT count(*)::int AS rows, sum(uses)::int AS uses FROM grant_use GROUP BY grant_id ORDER BY 1 DESC',
      );
    expect(await read()).toEqual([
      { rows: 256, uses: 200 + 100 + 56 },
      { rows: 1, uses: 1 },
    ]);
    expect(lost).toEqual([{ event: 'grant_use.lost', uses: 44 }]);
    use(1000, 1300);
    await one.flush();
    expect(await read()).toMatchObject([{ rows: 256 }, { rows: 1 }]);
    expect(lost.slice(1)).toEqual([{ event: 'grant_use.lost', uses: 300 }]);
  });

  it('leaves out a grant that is not there, and nothing else', async () => {
    const one = recorder();
    note(one, [NOBODYS, ...grants.slice(0, 1)], 'a');
    await one.flush();
    expect(await stored()).toEqual([{ id: grants[0], uses: 1, common: 'a' }]);
  });
});
