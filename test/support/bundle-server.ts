import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of one OPA bundle, with an entity tag. */
export class BundleServer {
  readonly asked: IncomingHttpHeaders[] = [];
  bundle: { readonly tag: string | null; readonly archive: Buffer } | null = null;
  status: number | null = null;
  private readonly server: Server;

  private constructor() {
    this.server = createServer(({ headers }, response) => {
      this.asked.push(headers);
      const { bundle, status } = this;
      if (status !== null || bundle === null) {
        response.writeHead(status ?? 404, { location: '/elsewhere' }).end();
        return;
      }
      const { tag, archive } = bundle;
      if (tag !== null) {
        response.setHeader('etag', tag);
      }
      if (tag !== null && headers['if-none-match'] === tag) {
        response.writeHead(304).end();
        return;
      }
      response.writeHead(200, { 'content-type': 'application/gzip' }).end(archive);
    });
  }

  static async start(): Promise<BundleServer> {
    const server = new BundleServer();
    await new Promise<void>((resolve) => {
      server.server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/bundles/policy.tar.gz`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
