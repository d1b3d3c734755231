import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** Takes uploads of the log: answers nothing, answers 500, or keeps which decisions there were. */
export class SilentSink {
  /** Decision ids of uploads that were taken. */
  readonly ids = new Set<string>();
  /** Uploads that came, taken or not. */
  received = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
    public mode: 'hang' | 'fail' | 'take',
  ) {}

  static async start(mode: SilentSink['mode']): Promise<SilentSink> {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const sink = new SilentSink(server, `http://127.0.0.1:${port}`, mode);
    server.on('request', (request, response) => {
      sink.take(request, response);
    });
    return sink;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      this.received += 1;
      if (this.mode === 'hang') {
        return;
      }
      if (this.mode === 'take') {
        const events = JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()) as {
          readonly decision_id: string;
        }[];
        events.forEach((event) => this.ids.add(event.decision_id));
      }
      response.writeHead(this.mode === 'fail' ? 500 : 204).end();
    });
  }
}
