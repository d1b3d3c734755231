import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpClient } from '../../test/support/http-client.js';
import { bigImport, sendImport } from '../../test/support/import-client.js';
import { PinnedProcess } from './pinned-process.js';
import { SERVICE_FLAGS } from './service-flags.js';

const ROOT = join(__dirname, '..', '..');
const KEY = `lgt_${'import'.repeat(8)}`;
const SIZE = { identities: 50_000, resources: 30_000, grants: 20_000 };
/** Pause between two revocations. */
const PAUSE_MS = 50;

/** Imports 100,000 lines into an empty tenant, then again as they are, then 10,000 of them changed. */
export async function measureImports(): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'legate-bench-'));
  const env = {
    ...process.env,
    LEGATE_PORT: '0',
    LEGATE_DATA_DIR: data,
    LEGATE_BOOTSTRAP_ADMIN_KEY: KEY,
  };
  const main = join(ROOT, 'dist', 'apps', 'pdp', 'src', 'main.js');
  const ready = /service +(http\S+)[\s\S]*ready {6}/;
  const command = [process.execPath, ...SERVICE_FLAGS, main];
  const { process: server, said } = await PinnedProcess.start(command, env, ready, false);
  try {
    const client = new HttpClient(said, KEY);
    await sendImport(client, bigImport('seed', { identities: 300, resources: 0, grants: 2000 }));
    console.log(`service alone: ${memory(server.pid)}`);
    const lines = bigImport('big', SIZE);
    const named = lines.map((line, at) => ({
      ...line,
      ...('grantor' in line && { id: uuid(at) }),
    }));
    const changed = named
      .filter((line) => 'attributes' in line)
      .slice(-10_000)
      .map((line) => ({ ...line, attributes: { changed: true } }));
    for (const [name, sent] of [
      ['new', named],
      ['unchanged', named],
      ['changed', changed],
    ] as const) {
      await measure(name, client, sent);
      console.log(`  ${memory(server.pid)}`);
    }
  } finally {
    await server.stop();
    await rm(data, { recursive: true, force: true });
  }
}

const uuid = (at: number): string => `00000000-0000-4000-8000-${at.toString(16).padStart(12, '0')}`;

async function measure(name: string, client: HttpClient, lines: readonly object[]): Promise<void> {
  const began = performance.now();
  const state = { isOver: false };
  const importing = sendImport(client, lines).finally(() => {
    state.isOver = true;
  });
  const waits = await revokeUntil(client, () => state.isOver);
  const answer = await importing;
  const body = answer.body as Record<string, number>;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const { created, replaced, unchanged } = body;
  console.log(
    `${lines.length} lines, ${name}: ${answer.status} after ${seconds} s ` +
      `(created ${created ?? '-'}, replaced ${replaced ?? '-'}, unchanged ${unchanged ?? '-'})`,
  );
  const sorted = waits.toSorted((one, other) => one - other);
  const at = (share: number): string =>
    `${(sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0)} ms`;
  console.log(
    `  ${sorted.length} revocations meanwhile: median ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`,
  );
}

/** Revokes grants of the seed one after the other. @returns how long each took, in ms */
async function revokeUntil(client: HttpClient, isOver: () => boolean): Promise<readonly number[]> {
  const waits: number[] = [];
  let ids: readonly string[] = [];
  for (let user = 0; !isOver(); ids = ids.slice(1)) {
    const [id] = ids;
    if (id === undefined) {
      const path = `/admin/v1/grants?live=true&limit=500&subject=user/seed-user-${user % 200}`;
      ids = [
        '',
        ...((await client.get(path)).body as { items: { id: string }[] }).items.map(
          (one) => one.id,
        ),
      ];
      user += 1;
      continue;
    }
    const began = performance.now();
    const { status } = await client.post(`/admin/v1/grants/${id}/revoke`, { reason: 'bench' });
    waits.push(performance.now() - began);
    if (status !== 200) {
      console.log(`  a revocation was answered ${status}`);
    }
    await sleep(PAUSE_MS);
  }
  return waits;
}

/** Linux tells the most that a process has used. */
function memory(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'utf8');
    const read = (name: string): string => {
      const kib = Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0);
      return `${(kib / 1024).toFixed(0)} MiB`;
    };
    return `RSS ${read('VmRSS')}, at most ${read('VmHWM')}`;
  } catch {
    return 'RSS unknown';
  }
}
