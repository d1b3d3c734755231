import type { Client } from 'pg';
import { connectAsAdmin, serviceUrl } from './admin-connection.js';
import type { DataFolder } from './data-folder.js';
import type { ObtainedServer } from './obtain-server.js';
import { tryOwnerLock } from './owner-lock.js';
import { servesCluster } from './process-facts.js';
import { stopServer } from './stop-server.js';

/**
 * The server while this process owns it, which lasts as long as the connection that holds the
 * owner lock.
 */
export class OwnedServer {
  private stopping: Promise<void> | undefined;
  private isLost = false;

  constructor(
    private readonly folder: DataFolder,
    private readonly server: ObtainedServer,
    private readonly onLost: (cause: Error) => void,
  ) {
    let cause = new Error('the connection to PostgreSQL ended');
    server.admin.on('error', (error) => {
      cause = error;
    });
    server.admin.once('end', () => {
      this.lose(cause);
    });
  }

  get url(): string {
    return serviceUrl(this.server);
  }

  async stop(): Promise<void> {
    this.stopping ??= this.stopNow();
    await this.stopping;
  }

  private lose(cause: Error): void {
    this.isLost = true;
    if (this.stopping === undefined) {
      this.onLost(cause);
    }
  }

  private async stopNow(): Promise<void> {
    // The lock is held until the server is gone, so that nobody adopts a server about to stop.
    const lock = this.isLost ? await this.retakeLock() : this.server.admin;
    if (lock !== 'taken') {
      await stopServer(this.server.pid, this.folder.cluster);
      await lock?.end().catch(() => undefined);
    }
  }

  /** A server that survived the loss of our connection may have another owner by now. */
  private async retakeLock(): Promise<Client | 'taken' | undefined> {
    if (!(await servesCluster(this.server.pid, this.folder.cluster))) {
      return undefined;
    }
    let admin: Client;
    try {
      admin = await connectAsAdmin(this.server);
    } catch {
      return undefined;
    }
    try {
      if (await tryOwnerLock(admin)) {
        return admin;
      }
    } catch {
      return undefined;
    }
    await admin.end();
    return 'taken';
  }
}
