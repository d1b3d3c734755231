import { Client } from 'pg';

export interface LogDatabaseSettings {
  readonly url: string;
  readonly connectTimeoutMs: number;
  /** Longest time of one transaction. */
  readonly transactionTimeoutMs: number;
}

/**
 * One connection for one thing at a time, made when it is needed and thrown away with the first fault: whether the
 * transaction before was committed, the database has to be asked.
 */
export class LogConnection {
  private client: Client | null = null;

  constructor(
    private readonly settings: LogDatabaseSettings,
    private readonly applicationName: string,
  ) {}

  /** @throws whatever the driver throws; a transaction that takes too long ends with its connection */
  async transaction<T>(work: (client: Client) => Promise<T>): Promise<T> {
    return await this.use(async (client) => {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    });
  }

  /** As `transaction`, each statement by itself. */
  async use<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = this.client ?? (await this.connect());
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new Error('the database did not answer in time'));
      }, this.settings.transactionTimeoutMs);
    });
    try {
      return await Promise.race([work(client), late]);
    } catch (cause) {
      this.drop();
      throw cause;
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<Client> {
    const { url, connectTimeoutMs, transactionTimeoutMs } = this.settings;
    const client = new Client({
      connectionString: url,
      application_name: this.applicationName,
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: transactionTimeoutMs,
      idle_in_transaction_session_timeout: transactionTimeoutMs,
      keepAlive: true,
      options: '-c jit=off',
    });
    client.on('error', () => {
      if (this.client === client) {
        this.client = null;
      }
    });
    await client.connect();
    this.client = client;
    return client;
  }

  /** With a statement under way `end` drops the socket; it must not be waited for. */
  private drop(): void {
    const { client } = this;
    this.client = null;
    client?.end().catch(() => undefined);
  }
}
