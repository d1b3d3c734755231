import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { makeDataDir, RunningShipper, shippingSettings } from '../support/shipping.js';
import type { DataDir } from '../support/shipping.js';
import { SpoolFiles } from '../support/spool-files.js';

// Debian's package nats-server; where there is none, this is not run.
const hasServer = spawnSync('nats-server', ['--version']).status === 0;
const SUBJECT = 'legate.decisions';

let database: TestDatabase;
let data: DataDir;
let servers: string;
let port: number;
let server: ChildProcess | null = null;

beforeEach(async () => {
  database = await createTestDatabase();
  data = await makeDataDir();
  port = await freePort();
  servers = `nats://127.0.0.1:${port}`;
});

afterEach(async () => {
  await stopServer();
  await database.drop();
  await data.remove();
});

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port: free } = listener.address() as AddressInfo;
  listener.close();
  return free;
}

async function startServer(): Promise<void> {
  const folder = join(data.path, 'nats');
  const args = ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder];
  server = spawn('nats-server', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  for await (const text of server.stderr ?? []) {
    said += String(text);
    if (said.includes('Server is ready')) {
      break;
    }
  }
}

async function stopServer(): Promise<void> {
  if (server !== null && server.exitCode === null) {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }
  server = null;
}

async function makeStream(): Promise<void> {
  const connection = await connect({ servers });
  const manager = await jetstreamManager(connection);
  await manager.streams.add({ name: 'LEGATE', subjects: [SUBJECT] });
  await connection.close();
}

async function published(): Promise<string[]> {
  const connection = await connect({ servers });
  const consumer = await jetstream(connection).consumers.get('LEGATE');
  const { num_pending: count } = await consumer.info();
  const texts: string[] = [];
  for await (const message of await consumer.fetch({ max_messages: count })) {
    texts.push(message.string());
    if (texts.length === count) {
      break;
    }
  }
  await connection.close();
  return texts;
}

const whenThere = hasServer ? describe : describe.skip;

whenThere('NATS', () => {
  it('gets the exact text of every entry once, also when the stream comes late and the server is killed', async () => {
    const files = new SpoolFiles({ spool: data.spool });
    await files.add(900);
    const ended = JSON.stringify({ host: '', pid: 0, hasEnded: true });
    await writeFile(`${files.folder}/owner.json`, ended);
    await startServer();
    const nats = { servers, subject: SUBJECT, user: null, password: null, token: null };
    const shipper = await RunningShipper.start(
      shippingSettings(data.path, database.url, { sinks: { nats, required: ['nats'] } }),
    );
    // Nobody holds the subject yet.
    await shipper.until(({ sinks: [sink] }) => (sink?.failures ?? 0) > 0);
    await makeStream();
    await shipper.until(({ sinks: [sink] }) => (sink?.delivered ?? 0) > 0);
    await stopServer();
    await startServer();
    await shipper.until(({ writers }) => writers === 0);
    await shipper.stop();
    expect((await published()).sort()).toEqual(files.written.map(({ text }) => text).sort());
  });
});
