import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '@legate/core';
import type { Exposition } from './exposition.js';

export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
}

/** As long as a scrape may take at most; a connection that says nothing is closed. */
const TIMEOUT_MS = 10_000;
const MAX_CONNECTIONS = 16;

/**
 * Serves the metrics, and nothing else, on an address of their own: without a key, so that they can be read while the
 * database, and with it whoever holds a key, cannot. Whoever reaches the address may read them.
 */
export class MetricsServer {
  private constructor(private readonly server: Server) {}

  /** @throws StartupError `server.port_unavailable` */
  static async listen(exposition: Exposition, address: MetricsAddress): Promise<MetricsServer> {
    const server = createServer({ requestTimeout: TIMEOUT_MS }, (request, response) => {
      void answer(exposition, request, response);
    });
    server.maxConnections = MAX_CONNECTIONS;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => {
        const at = `${address.host}:${address.port}`;
        const message = `cannot listen for metrics on ${at}: ${cause.message}`;
        reject(new StartupError('server.port_unavailable', message, { cause }));
      });
      server.listen({ ...address, exclusive: true }, resolve);
    });
    return new MetricsServer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }
}

async function answer(
  exposition: Exposition,
  { method, url }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (url !== '/metrics' || (method !== 'GET' && method !== 'HEAD')) {
    response.writeHead(404).end();
    return;
  }
  try {
    const text = await exposition.text();
    response.writeHead(200, {
      'content-type': exposition.contentType,
      'cache-control': 'no-store',
    });
    response.end(text);
  } catch {
    response.writeHead(500).end();
  }
}
