import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON; null when there is none. */
  readonly body: unknown;
}

export type ScriptedAnswer = (response: ServerResponse, request: SeenRequest) => void;

/** An HTTP server that answers one request after the other as it was told; the last answer goes on. */
export class ScriptedServer {
  readonly seen: SeenRequest[] = [];
  private script: readonly ScriptedAnswer[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<ScriptedServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const scripted = new ScriptedServer(server, `http://127.0.0.1:${port}`);
    server.on('request', (request, response) => {
      void scripted.answer(request, response);
    });
    return scripted;
  }

  /** Forgets what it has seen. */
  willAnswer(...script: readonly ScriptedAnswer[]): void {
    this.script = script;
    this.seen.length = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    const { method = '', url = '', headers } = request;
    const body: unknown = text === '' ? null : JSON.parse(text);
    const seen = { method, path: url, headers, body };
    this.seen.push(seen);
    const answer = this.script[this.seen.length - 1] ?? this.script.at(-1);
    answer?.(response, seen);
  }
}

type Headers = Readonly<Record<string, string>>;

export function answerJson(status: number, body: unknown, headers: Headers = {}): ScriptedAnswer {
  return answerText(status, JSON.stringify(body), {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
}

export function answerText(
  status: number,
  text: string | Buffer,
  headers: Headers = {},
): ScriptedAnswer {
  return (response) => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(text), ...headers });
    response.end(text);
  };
}

export const answerNever: ScriptedAnswer = () => undefined;

export const resetConnection: ScriptedAnswer = (response) => {
  response.socket?.resetAndDestroy();
};

/** Begins an answer of 200 and breaks off, or begins it and goes on for ever. */
export function breakOffAfter(text: string, then: 'reset' | 'hang'): ScriptedAnswer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 10_000 });
    response.write(text, () => {
      if (then === 'reset') {
        response.socket?.resetAndDestroy();
      }
    });
  };
}
