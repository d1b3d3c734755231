import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { OpaSinkSettings } from '@legate/decision-log';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { makeDataDir, rowsOf, RunningShipper, shippingSettings } from '../support/shipping.js';
import type { DataDir, ShippingOverrides } from '../support/shipping.js';
import { SpoolFiles } from '../support/spool-files.js';

interface Upload {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly events: Record<string, unknown>[];
}

/** Receives uploads as an OPA service does, and answers as it is told. */
class Receiver {
  readonly uploads: Upload[] = [];
  /** What to answer the next upload; null leaves it without an answer. */
  answer: (upload: Upload, size: number) => number | null = () => 200;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void this.receive(request, response);
    });
  }

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  get accepted(): readonly Record<string, unknown>[] {
    return this.uploads.flatMap(({ events }) => events);
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat((await request.toArray()) as Buffer[]);
    const events = JSON.parse(gunzipSync(body).toString()) as Record<string, unknown>[];
    const upload = { path: request.url ?? '', headers: request.headers, events };
    const status = this.answer(upload, body.length);
    if (status === 200) {
      this.uploads.push(upload);
    }
    if (status !== null) {
      response.writeHead(status).end();
    }
  }
}

let database: TestDatabase;
let data: DataDir;
let receiver: Receiver;
let opa: OpaSinkSettings;
const shippers: RunningShipper[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  data = await makeDataDir();
  receiver = new Receiver();
  opa = { url: await receiver.listen(), token: 'hush', sizeLimitBytes: 32_768 };
});

afterEach(async () => {
  receiver.close();
  await Promise.all(
    shippers.splice(0).map(async (shipper) => {
      await shipper.stop();
    }),
  );
  await database.drop();
  await data.remove();
});

async function ship(overrides: ShippingOverrides): Promise<RunningShipper> {
  const shipper = await RunningShipper.start(shippingSettings(data.path, database.url, overrides));
  shippers.push(shipper);
  return shipper;
}

async function deadWriter(
  count: number,
  options: Partial<ConstructorParameters<typeof SpoolFiles>[0]> = {},
): Promise<SpoolFiles> {
  const files = new SpoolFiles({ spool: data.spool, ...options });
  await files.add(count);
  const ended = JSON.stringify({ host: '', pid: 0, hasEnded: true });
  await writeFile(`${files.folder}/owner.json`, ended);
  return files;
}

async function countStored(): Promise<unknown> {
  const [row] = await rowsOf(database.url, 'SELECT count(*)::int FROM decisions');
  return row?.['count'];
}

const numbersOf = (events: readonly Record<string, unknown>[]): unknown[] =>
  events.map(({ legate }) => (legate as { seq: number }).seq);

describe('upload in the form of OPA', () => {
  it('posts gzip JSON arrays within the size limit, each event once and in order (OPA-30)', async () => {
    const files = await deadWriter(1000);
    const shipper = await ship({ sinks: { opa } });
    await shipper.until(({ writers, sinks }) => writers === 0 && sinks[0]?.backlogBytes === 0);
    expect(numbersOf(receiver.accepted)).toEqual(files.written.map(({ seq }) => seq));
    expect(receiver.uploads.length).toBeGreaterThan(1);
    for (const { path, headers } of receiver.uploads) {
      expect(path).toBe('/logs');
      expect(headers).toMatchObject({
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        authorization: 'Bearer hush',
        'idempotency-key': expect.stringMatching(`^${files.writer}:\\d+-\\d+$`),
      });
      expect(Number(headers['content-length'])).toBeLessThanOrEqual(opa.sizeLimitBytes);
    }
  });

  it('says what OPA says in its members, and the rest in a member of ours (OPA-31, OPA-34)', async () => {
    const files = await deadWriter(1, {
      describe: () => ({
        decisionId: '01890a5d-ac96-774b-bcce-b302099a8057',
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        masked: ['/context/ssn'],
        erased: [],
        timings: { policy: 30.5 },
      }),
    });
    const shipper = await ship({ sinks: { opa: { ...opa, url: `${opa.url}/my/logs` } } });
    await shipper.until(({ writers }) => writers === 0);
    const entry = JSON.parse(files.written[0]?.text ?? '') as Record<string, unknown>;
    expect(receiver.uploads[0]?.path).toBe('/my/logs');
    expect(receiver.accepted).toEqual([
      {
        labels: { id: expect.any(String), version: 'test', writer: files.writer },
        decision_id: '01890a5d-ac96-774b-bcce-b302099a8057',
        trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
        bundles: { policy: { revision: 'starter' } },
        path: 'legate/decision',
        input: {
          subject: entry['subject'],
          actor: entry['actor'],
          action: entry['action'],
          resource: entry['resource'],
          context: entry['context'],
        },
        result: { decision: true, reasons: entry['reasons'], obligations: [] },
        requested_by: entry['caller'],
        timestamp: entry['at'],
        metrics: { timer_legate_policy_ns: 30_500 },
        masked: ['/context/ssn'],
        req_id: 'request-1',
        legate: expect.objectContaining({
          seq: 1,
          tenant: 'default',
          chain: entry['chain'],
          mode: 'delegated',
          revision: 42,
          writer: files.writer,
          hash: files.written[0]?.hash.toString('hex'),
        }),
      },
    ]);
  });

  it('sends again what was answered with 500, and loses nothing', async () => {
    let left = 5;
    receiver.answer = () => ((left -= 1) < 0 ? 200 : 500);
    const files = await deadWriter(300);
    const shipper = await ship({ sinks: { opa } });
    const failing = await shipper.until(({ sinks }) => (sinks[0]?.failures ?? 0) > 0);
    expect(failing.database.failures).toBe(0);
    await shipper.until(({ writers }) => writers === 0);
    expect(new Set(numbersOf(receiver.accepted)).size).toBe(files.written.length);
  });

  it('leaves out an event that is too large even alone, and says so', async () => {
    receiver.answer = (_, size) => (size > 2000 ? 413 : 200);
    const noise = Array.from({ length: 3000 }, (_, at) => ((at * 7919) % 9973).toString(36)).join(
      '',
    );
    await deadWriter(9, { describe: (seq) => (seq === 5 ? { context: { noise } } : {}) });
    const shipper = await ship({ sinks: { opa } });
    await shipper.until(({ writers }) => writers === 0);
    expect(new Set(numbersOf(receiver.accepted))).toEqual(new Set([1, 2, 3, 4, 6, 7, 8, 9]));
    expect(await shipper.told('log.sink_refused')).toMatchObject({ seq: 5 });
    expect(await countStored()).toBe(9);
  });
});

describe('a sink that hangs', () => {
  it('holds up neither the database nor another sink; its segments stay until it has them', async () => {
    let isHanging = true;
    receiver.answer = () => (isHanging ? null : 200);
    const files = await deadWriter(500, { entriesPerSegment: 100 });
    const file = { path: join(data.path, 'out', 'log.ndjson'), maxBytes: 1_000_000, keep: 0 };
    const shipper = await ship({ sinks: { opa, file, required: ['opa'] }, batchTimeoutMs: 500 });
    const hanging = await shipper.until(
      ({ database: { delivered }, sinks }) =>
        delivered === 500 && sinks[0]?.delivered === 500 && (sinks[1]?.failures ?? 0) > 0,
    );
    expect(hanging.sinks.map(({ name }) => name)).toEqual(['file', 'opa']);
    expect(hanging.spoolBytes).toBeGreaterThan(0);
    expect(hanging.sinks[1]?.lastError).toBe('no answer within 500 ms');
    expect((await readdir(files.folder)).filter((name) => name.endsWith('.seg'))).toHaveLength(5);
    isHanging = false;
    await shipper.until(({ writers }) => writers === 0);
    expect(new Set(numbersOf(receiver.accepted)).size).toBe(500);
  });

  it('that is not required loses what is beyond the bound, and the loss is counted', async () => {
    let isHanging = true;
    receiver.answer = () => (isHanging ? null : 200);
    const files = new SpoolFiles({ spool: data.spool, entriesPerSegment: 100 });
    await files.add(950);
    const shipper = await ship({
      writer: files.writer,
      sinks: { opa },
      batchTimeoutMs: 500,
      keepBytes: 250_000,
    });
    await shipper.until(
      ({ database: { delivered }, spoolBytes }) => delivered === 950 && spoolBytes < 400_000,
    );
    isHanging = false;
    const { sinks } = await shipper.until(({ sinks: [sink] }) => sink?.backlogBytes === 0);
    const missed = sinks[0]?.missed ?? 0;
    expect(missed).toBeGreaterThan(0);
    expect(new Set(numbersOf(receiver.accepted)).size).toBe(950 - missed);
    expect(await countStored()).toBe(950);
  });
});

describe('an NDJSON file', () => {
  it('has the exact text of every entry a line, in order, over rotated files', async () => {
    const files = await deadWriter(5000);
    const folder = join(data.path, 'out');
    const file = { path: join(folder, 'log.ndjson'), maxBytes: 1_000_000, keep: 0 };
    const shipper = await ship({ sinks: { file } });
    await shipper.until(({ writers }) => writers === 0);
    const names = (await readdir(folder)).sort();
    expect(names.length).toBeGreaterThan(1);
    const [current = '', ...renamed] = names;
    const texts = await Promise.all(
      [...renamed, current].map(async (name) => await readFile(join(folder, name), 'utf8')),
    );
    const lines = texts.join('').trimEnd().split('\n');
    expect(lines).toEqual(files.written.map(({ text }) => text));
  });

  it('goes on where it was when the process begins again', async () => {
    const files = new SpoolFiles({ spool: data.spool });
    const path = join(data.path, 'out', 'log.ndjson');
    const sinks = { file: { path, maxBytes: 1_000_000, keep: 0 } };
    await files.add(40);
    const first = await ship({ writer: files.writer, sinks });
    await first.until(({ sinks: [sink] }) => sink?.delivered === 40);
    await first.stop();
    const later = await deadWriter(3);
    const second = await ship({ sinks });
    await second.until(({ writers }) => writers === 0);
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(lines).toEqual([...files.written, ...later.written].map(({ text }) => text));
  });
});
