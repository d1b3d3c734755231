import { makeApiKey } from '@legate/callers';
import { createTestDatabase } from './database.js';
import type { TestDatabase } from './database.js';
import { HttpClient } from './http-client.js';
import { makeDataFolder, ServiceProcess } from './service-process.js';
import type { DataFolder, Settings } from './service-process.js';

// So wide that no slow machine makes an answer indeterminate; what is held to is revisions, not time.
const PATIENT: Settings = {
  LEGATE_MAX_STALENESS_MS: '600000',
  LEGATE_REVISION_WAIT_MS: '60000',
  LEGATE_MAX_CLOCK_SKEW_MS: '600000',
  LEGATE_DATABASE_TIMEOUT_MS: '60000',
};

/** Several real processes of the service over one database of their own. */
export class ServiceProcesses {
  private readonly running: ServiceProcess[] = [];

  private constructor(
    readonly database: TestDatabase,
    private readonly data: DataFolder,
    private readonly key: string,
  ) {}

  static async create(): Promise<ServiceProcesses> {
    return new ServiceProcesses(await createTestDatabase(), await makeDataFolder(), makeApiKey());
  }

  /** Starts one more, that waits as long as it takes where the settings say nothing else. */
  async start(settings: Settings = {}): Promise<HttpClient> {
    const service = ServiceProcess.start({
      DATABASE_URL: this.database.url,
      LEGATE_DATA_DIR: this.data.path,
      LEGATE_BOOTSTRAP_ADMIN_KEY: this.key,
      LEGATE_PORT: '0',
      LEGATE_LOG_LEVEL: 'error',
      ...PATIENT,
      ...settings,
    });
    this.running.push(service);
    return new HttpClient(await service.ready(), this.key);
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.running.map(async (service) => {
        await service.stop();
      }),
    );
    await this.data.remove();
    await this.database.drop();
  }
}
