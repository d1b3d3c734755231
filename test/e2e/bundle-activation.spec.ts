import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLE_FORMAT_VERSION } from '@legate/policy';
import { BundleTimeline, decide } from '../support/bundle-timeline.js';
import type { Decided } from '../support/bundle-timeline.js';
import type { HttpClient } from '../support/http-client.js';
import { NotificationFilter } from '../support/notification-filter.js';
import type { Treatment } from '../support/notification-filter.js';
import { startService } from '../support/running-service.js';
import type { RunningService, ServiceOptions } from '../support/running-service.js';
import { ServiceProcesses } from '../support/service-processes.js';
import { queryDatabase } from '../support/stored-state.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const ACTIVATIONS = 20;

async function askOn(client: HttpClient, isDone: () => boolean): Promise<readonly Decided[]> {
  const decided: Decided[] = [];
  while (!isDone()) {
    decided.push(await decide(client));
  }
  return decided;
}

/** Asks from many sides while `switching` goes on. */
async function askDuring(
  clients: readonly HttpClient[],
  switching: () => Promise<void>,
): Promise<readonly Decided[]> {
  let done = false;
  const switched = switching().finally(() => {
    done = true;
  });
  const asked = await Promise.all([
    ...clients.flatMap((client) => [1, 2, 3, 4].map(async () => await askOn(client, () => done))),
  ]);
  await switched;
  return asked.flat();
}

describe('activations under load', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await startService();
    await service.admin.put('/admin/v1/identities/user/alice', {});
  });

  afterAll(async () => {
    await service.stop();
  });

  it('fail no decision, and each is made by the bundle of its revision', async () => {
    const { admin } = service;
    const timeline = new BundleTimeline('policy.no_match');
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      ids.push((await timeline.push(admin, name)).body.id as string);
    }
    const decided = await askDuring([admin], async () => {
      for (let round = 0; round < ACTIVATIONS; round += 1) {
        const next = round % ids.length;
        const answer = await admin.post(`/admin/v1/bundles/${ids[next]}/activate`, {});
        timeline.note(answer, 'abc'[next] ?? '');
        const after = await decide(admin);
        expect(after.revision).toBeGreaterThanOrEqual(answer.body.revision as number);
        expect(after.reasons).toEqual([timeline.at(after.revision)]);
      }
    });
    expect(timeline.wrong(decided)).toEqual([]);
    expect(new Set(decided.flatMap(({ reasons }) => reasons)).size).toBe(3);
  });

  it('fail no decision while policies are compiled beside them', async () => {
    const { admin } = service;
    const { reasons } = await decide(admin);
    const timeline = new BundleTimeline(reasons[0] ?? '');
    const decided = await askDuring([admin], async () => {
      for (const name of ['d', 'e', 'f']) {
        await timeline.push(admin, name);
      }
    });
    expect(timeline.wrong(decided)).toEqual([]);
  });

  it('are exact also when only one bundle is kept in memory', async () => {
    const small = await startService({ beside: service, bundles: { maxLoaded: 1 } });
    try {
      await service.admin.put('/admin/v1/tenants/other', {});
      await service.admin.put('/t/other/admin/v1/identities/user/alice', {});
      const other = small.admin.at(`${small.url}/t/other`);
      const timelines = [
        new BundleTimeline((await decide(small.admin)).reasons[0] ?? ''),
        new BundleTimeline('policy.no_match'),
      ] as const;
      for (const name of ['g', 'h']) {
        await timelines[0].push(service.admin, name);
        await timelines[1].push(other, `other_${name}`);
        expect(timelines[0].wrong([await decide(small.admin), await decide(small.admin)])).toEqual(
          [],
        );
        expect(timelines[1].wrong([await decide(other), await decide(other)])).toEqual([]);
      }
    } finally {
      await small.stop();
    }
  });
});

describe('two processes over one PostgreSQL', () => {
  const filter = new NotificationFilter();
  let processes: ServiceProcesses;
  let proxy: TcpProxy;
  let near: HttpClient;
  let far: HttpClient;

  beforeAll(async () => {
    processes = await ServiceProcesses.create();
    proxy = await TcpProxy.before(processes.database.url, filter);
    const folders = await Promise.all(
      [1, 2].map(async () => await mkdtemp(join(tmpdir(), 'legate-data-'))),
    );
    near = await processes.start({ LEGATE_DATA_DIR: folders[0] ?? '' });
    far = await processes.start({
      LEGATE_DATA_DIR: folders[1] ?? '',
      DATABASE_URL: proxy.url,
      LEGATE_FEED_POLL_MS: '1000',
    });
    await near.put('/admin/v1/identities/user/alice', {});
  });

  afterAll(async () => {
    await processes.stop();
    await proxy.close();
  });

  it.each<[Treatment, string]>([
    ['drop', 'lost'],
    ['delay', 'late'],
  ])('decide by the bundle of each revision (notifications: %s)', async (treatment) => {
    filter.treatment = treatment;
    const timeline = new BundleTimeline((await decide(near)).reasons[0] ?? '');
    const first = await timeline.push(near, `${treatment}_a`);
    const second = await timeline.push(far, `${treatment}_b`);
    const ids = [first.body.id, second.body.id] as readonly string[];
    const decided = await askDuring([near, far], async () => {
      for (let round = 0; round < ACTIVATIONS; round += 1) {
        const client = round % 3 === 0 ? far : near;
        const path = `/admin/v1/bundles/${ids[round % 2]}/activate`;
        const answer = await client.post(path, {});
        timeline.note(answer, `${treatment}_${'ab'[round % 2]}`);
        const revision = answer.body.revision as number;
        const both = await Promise.all(
          [near, far].map(async (each) => await decide(each, revision)),
        );
        expect(both.every((each) => each.revision >= revision)).toBe(true);
        expect(timeline.wrong(both)).toEqual([]);
      }
    });
    expect(timeline.wrong(decided)).toEqual([]);
    expect(decided.length).toBeGreaterThan(ACTIVATIONS);
  });
});

describe('a restart', () => {
  let first: RunningService;
  let folder: string;
  let module: string;
  const restart = async (options: ServiceOptions = {}): Promise<RunningService> =>
    await startService({ beside: first, bundles: { folder }, ...options });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'legate-modules-'));
    first = await startService({ bundles: { folder } });
    await first.admin.put('/admin/v1/identities/user/alice', {});
    await new BundleTimeline('').push(first.admin, 'kept');
    const [name = ''] = await readdir(folder);
    module = join(folder, name);
  });

  afterAll(async () => {
    await first.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each<[string, () => Promise<void>]>([
    [
      'with its copy on disk',
      async () => {
        await Promise.resolve();
      },
    ],
    [
      'without it',
      async () => {
        await rm(module);
      },
    ],
    [
      'with a copy that is damaged',
      async () => {
        await writeFile(module, 'no module');
      },
    ],
  ])('serves the last bundle, %s', async (_, before) => {
    await before();
    const again = await restart();
    try {
      expect((await decide(again.admin)).reasons).toEqual(['permit.kept']);
    } finally {
      await again.stop();
    }
  });

  it('serves it from disk when the database has lost the module', async () => {
    await queryDatabase(first.database, `UPDATE bundles SET module = 'x'`);
    const again = await restart();
    try {
      expect((await decide(again.admin)).reasons).toEqual(['permit.kept']);
    } finally {
      await again.stop();
    }
  });

  it('compiles anew what an earlier Legate compiled in another form', async () => {
    await queryDatabase(
      first.database,
      `UPDATE bundles SET manifest = jsonb_set(manifest, '{formatVersion}', '0')`,
    );
    const again = await restart();
    try {
      expect((await decide(again.admin)).reasons).toEqual(['permit.kept']);
    } finally {
      await again.stop();
      await queryDatabase(
        first.database,
        `UPDATE bundles SET manifest = jsonb_set(manifest, '{formatVersion}', '${BUNDLE_FORMAT_VERSION}')`,
      );
    }
  });

  it('denies when the bundle cannot be loaded, and never falls back to the starter policy', async () => {
    await rm(folder, { recursive: true, force: true });
    await queryDatabase(first.database, `UPDATE bundles SET module = 'x'`);
    const again = await restart();
    try {
      expect((await decide(again.admin)).reasons).toEqual(['indeterminate.no_bundle']);
      // It is not kept from being decided for good.
      await new BundleTimeline('').push(again.admin, 'next');
      expect((await decide(again.admin)).reasons).toEqual(['permit.next']);
    } finally {
      await again.stop();
    }
  });
});
