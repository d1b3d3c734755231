import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { NotificationFilter } from './notification-filter.js';

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  /** What the service gets of what the database sends. */
  readonly filter: (bytes: Buffer) => Buffer;
}

/** What happens to a connection on which the service sends the text. */
interface Trap {
  readonly text: string;
  readonly effect: 'cut' | 'freeze';
}

/** Stands between the service and its database, and breaks what passes through it. */
export class TcpProxy {
  private readonly links = new Set<Link>();
  private isCut = false;
  private isFrozen = false;
  private trap: Trap | null = null;

  private constructor(
    private readonly listener: Server,
    private target: { readonly host: string; readonly port: number },
    readonly url: string,
    private readonly notifications: NotificationFilter | null,
  ) {}

  /** Listens in front of the server of a PostgreSQL URL; `url` is the same database through it. */
  static async before(
    databaseUrl: string,
    notifications: NotificationFilter | null = null,
  ): Promise<TcpProxy> {
    const listener = createServer();
    await new Promise<void>((resolve) => {
      listener.listen(0, '127.0.0.1', resolve);
    });
    const url = new URL(databaseUrl);
    const target = targetOf(url);
    url.hostname = '127.0.0.1';
    url.port = String((listener.address() as AddressInfo).port);
    const proxy = new TcpProxy(listener, target, url.toString(), notifications);
    listener.on('connection', (client) => {
      proxy.accept(client);
    });
    return proxy;
  }

  /** Has new connections lead to another server. */
  lead(to: string): void {
    this.target = targetOf(new URL(to));
  }

  /** Ends every connection and every new one, until healed. */
  cut(): void {
    this.isCut = true;
    this.dropAll();
  }

  /** Nothing passes any more and nothing is closed, on connections that are and that come, until healed. */
  freeze(): void {
    this.isFrozen = true;
    this.freezeOpen();
  }

  /** As `freeze`, for the connections that are open now; they stay so for good. New ones work. */
  freezeOpen(): void {
    this.links.forEach(freezeLink);
  }

  /** Ends, once, the connection on which the service next sends the text; the database does not get to see it. */
  cutAt(text: string): void {
    this.trap = { text, effect: 'cut' };
  }

  /** As `cutAt`, but the connection stays open and nothing passes on it any more. */
  freezeAt(text: string): void {
    this.trap = { text, effect: 'freeze' };
  }

  /** Whether the text of `cutAt` or `freezeAt` has come by. */
  get hasTrapped(): boolean {
    return this.trap === null;
  }

  /** New connections work again. Frozen ones stay frozen. */
  heal(): void {
    this.isCut = false;
    this.isFrozen = false;
    this.trap = null;
  }

  async close(): Promise<void> {
    this.dropAll();
    await new Promise((resolve) => this.listener.close(resolve));
  }

  private accept(client: Socket): void {
    const server = connect(this.target);
    const filter = this.notifications?.connection() ?? ((bytes: Buffer): Buffer => bytes);
    const link = { client, server, filter };
    this.links.add(link);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      from.on('data', (bytes) => {
        this.pass(link, { bytes, to });
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.links.delete(link);
        to.destroy();
      });
    }
    if (this.isCut) {
      client.destroy();
    }
    if (this.isFrozen) {
      this.freezeOpen();
    }
  }

  private pass(link: Link, { bytes, to }: { bytes: Buffer; to: Socket }): void {
    const { trap } = this;
    if (to === link.client) {
      to.write(link.filter(bytes));
      return;
    }
    if (trap === null || !bytes.includes(trap.text)) {
      to.write(bytes);
      return;
    }
    this.trap = null;
    if (trap.effect === 'cut') {
      dropLink(link);
    } else {
      freezeLink(link);
    }
  }

  private dropAll(): void {
    this.links.forEach(dropLink);
  }
}

function targetOf({ hostname, port }: URL): { readonly host: string; readonly port: number } {
  return { host: hostname, port: Number(port === '' ? 5432 : port) };
}

function dropLink({ client, server }: Link): void {
  client.destroy();
  server.destroy();
}

/** Neither side hears of the other again, not even that it is gone. */
function freezeLink({ client, server }: Link): void {
  for (const socket of [client, server]) {
    socket.removeAllListeners('data').removeAllListeners('close').resume();
  }
}
