import { Agent, request } from 'node:http';
import type { FuzzedBody } from './generate-body.js';
import type { FuzzedAnswer } from './judge-answer.js';

/** Sends bodies as they are, over connections that stay open. */
export class KeepAliveClient {
  readonly #agent: Agent;

  constructor(
    private readonly url: string,
    private readonly key: string,
    connections: number,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Fails when the connection does: then the service has gone away. */
  async send(tenant: string, { route, bytes }: FuzzedBody): Promise<FuzzedAnswer> {
    const asked = Date.now();
    const { status, text } = await new Promise<{ status: number; text: string }>(
      (resolve, reject) => {
        const sent = request(
          `${this.url}/t/${tenant}/access/v1/${route}`,
          {
            method: 'POST',
            agent: this.#agent,
            headers: {
              authorization: `Bearer ${this.key}`,
              'content-type': 'application/json',
              'content-length': bytes.length,
            },
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString('utf8');
              resolve({ status: response.statusCode ?? 0, text });
            });
          },
        );
        sent.on('error', reject);
        sent.end(bytes);
      },
    );
    return { status, text, asked, answered: Date.now() };
  }

  close(): void {
    this.#agent.destroy();
  }
}
