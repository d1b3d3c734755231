import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PinnedProcess } from './pinned-process.js';
import { seed } from './seed.js';
import { SERVICE_FLAGS } from './service-flags.js';

const ROOT = join(__dirname, '..', '..');

export interface Server {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The bare route, on a port of its own. */
export async function startBare(): Promise<Server> {
  const script = join(ROOT, 'scripts', 'bench', 'bare-fastify.ts');
  const { process: server, said } = await PinnedProcess.start(
    [process.execPath, '--import', 'tsx', script, '0'],
    process.env,
    /listening (\S+)/,
  );
  return {
    url: said,
    pid: server.pid,
    stop: async () => {
      await server.stop();
    },
  };
}

/** The built service, seeded, on a scratch data folder that goes when it stops; `key` may do everything. */
export async function startLegate(
  key: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Server> {
  const data = await mkdtemp(join(tmpdir(), 'legate-bench-'));
  const remove = async (): Promise<void> => {
    await rm(data, { recursive: true, force: true });
  };
  const env = {
    ...process.env,
    LEGATE_PORT: '0',
    LEGATE_DATA_DIR: data,
    LEGATE_BOOTSTRAP_ADMIN_KEY: key,
    ...settings,
  };
  const main = join(ROOT, 'dist', 'apps', 'pdp', 'src', 'main.js');
  const ready = /service +(http\S+)[\s\S]*ready {6}/;
  const { process: server, said } = await PinnedProcess.start(
    [process.execPath, ...SERVICE_FLAGS, main],
    env,
    ready,
  ).catch(async (cause: unknown) => {
    await remove();
    throw cause;
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await remove();
  };
  await seed(said, key).catch(async (cause: unknown) => {
    await stop();
    throw cause;
  });
  return { url: said, pid: server.pid, stop };
}
