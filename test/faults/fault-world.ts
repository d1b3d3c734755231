import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeApiKey } from '@legate/callers';
import { startEmbeddedPostgres } from '@legate/persistence';
import type { EmbeddedPostgres } from '@legate/persistence';
import { HttpClient } from '../support/http-client.js';
import { makeDataFolder, ServiceProcess } from '../support/service-process.js';
import type { DataFolder, Settings } from '../support/service-process.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { Ledger } from './ledger.js';
import { Load, PERMITTED_USER } from './load.js';

/** How old facts may be, ms: beyond it there must be no permit. */
export const MAX_STALENESS_MS = 2000;

/** The built service as a process, a PostgreSQL of its own behind a proxy, and what clients got of it. */
export class FaultWorld {
  readonly key = makeApiKey();
  readonly ledger = new Ledger();
  private service: ServiceProcess | null = null;
  private url = '';

  private constructor(
    private readonly data: DataFolder,
    private postgres: EmbeddedPostgres,
    readonly proxy: TcpProxy,
  ) {}

  static async create(): Promise<FaultWorld> {
    const data = await makeDataFolder();
    // Durable: what is committed has to outlive kill -9.
    const postgres = await startEmbeddedPostgres({ dataDir: join(data.path, 'database') });
    return new FaultWorld(data, postgres, await TcpProxy.before(postgres.url));
  }

  get spool(): string {
    return join(this.data.path, 'spool');
  }

  /** The database itself, past the proxy. */
  get databaseUrl(): string {
    return this.postgres.url;
  }

  /** Asks the service as its admin. */
  get admin(): HttpClient {
    return new HttpClient(this.url, this.key);
  }

  get serviceUrl(): string {
    return this.url;
  }

  /** Starts the service, and waits until it decides. */
  async start(settings: Settings = {}): Promise<void> {
    this.service = ServiceProcess.start({
      DATABASE_URL: this.proxy.url,
      LEGATE_DATA_DIR: this.data.path,
      LEGATE_BOOTSTRAP_ADMIN_KEY: this.key,
      LEGATE_PORT: '0',
      LEGATE_LOG_LEVEL: 'error',
      LEGATE_MAX_STALENESS_MS: String(MAX_STALENESS_MS),
      LEGATE_DATABASE_TIMEOUT_MS: '2000',
      LEGATE_LOG_SHIP_POLL_MS: '20',
      LEGATE_LOG_SEGMENT_AGE_MS: '1000',
      ...settings,
    });
    this.url = await this.service.ready();
    await this.admin.put(`/admin/v1/identities/user/${PERMITTED_USER}`, {
      attributes: { roles: ['viewer'] },
    });
    await this.untilReady();
  }

  load(url = this.url): Load {
    return Load.start(url, this.key, this.ledger);
  }

  /** kill -9. */
  async killService(): Promise<void> {
    this.service?.signalGroup('SIGKILL');
    await this.service?.exit();
    this.service = null;
  }

  /** Asks it to stop, and waits until it has. */
  async stopService(): Promise<void> {
    await this.service?.stop();
    this.service = null;
  }

  async killPostgres(): Promise<void> {
    const pid = await postmasterPid(join(this.data.path, 'database'));
    process.kill(pid, 'SIGKILL');
  }

  async startPostgres(): Promise<void> {
    this.postgres = await startEmbeddedPostgres({ dataDir: join(this.data.path, 'database') });
    this.proxy.lead(this.postgres.url);
  }

  async untilReady(): Promise<void> {
    let said: unknown = 'nothing';
    const isReady = async (): Promise<boolean> => {
      const { status, body } = await this.admin.get('/health/ready');
      said = body as unknown;
      return status === 200;
    };
    await this.until(isReady).catch((cause: unknown) => {
      const text = this.service?.text ?? '';
      throw new Error(`not ready: ${JSON.stringify(said)}\n${text}`, { cause });
    });
  }

  /** Waits until it is so; what cannot be asked is not so. */
  async until(isSo: () => Promise<boolean> | boolean, withinMs = 120_000): Promise<void> {
    const end = performance.now() + withinMs;
    for (;;) {
      const is = await Promise.resolve(isSo()).catch(() => false);
      if (is) {
        return;
      }
      if (performance.now() > end) {
        throw new Error('what was waited for did not happen');
      }
      await pause(20);
    }
  }

  /** Waits until clients have got so many more answers. */
  async answers(count: number): Promise<void> {
    const wanted = this.ledger.answered.length + count;
    await this.until(() => this.ledger.answered.length >= wanted);
  }

  async remove(): Promise<void> {
    await this.stopService();
    await this.proxy.close();
    await this.postgres.stop();
    await this.data.remove();
  }
}

async function postmasterPid(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  const file = files.find((name) => name.endsWith('postmaster.pid')) ?? '';
  const [pid = ''] = (await readFile(join(folder, file), 'utf8')).split('\n');
  return Number(pid);
}
