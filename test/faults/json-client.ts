import { Agent, request } from 'node:http';

export interface JsonAnswer {
  readonly status: number;
  /** Untyped: whoever asks knows what. */
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- the point of a test client
}

/** Asks over kept connections, and gives up on one that says nothing. */
export class JsonClient {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(
    private readonly url: string,
    private readonly key: string,
    private readonly timeoutMs: number,
  ) {}

  /** @throws Error when the answer has not arrived whole */
  async send(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<JsonAnswer> {
    const { agent, timeoutMs: timeout } = this;
    const all = {
      authorization: `Bearer ${this.key}`,
      'content-type': 'application/json',
      ...headers,
    };
    return await new Promise((resolve, reject) => {
      const asked = request(this.url + path, { method, agent, timeout, headers: all });
      asked.once('timeout', () => {
        asked.destroy(new Error('no answer in time'));
      });
      asked.once('error', reject);
      asked.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('close', () => {
          if (!response.complete) {
            reject(new Error('the answer was cut off'));
            return;
          }
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) });
        });
      });
      asked.end(JSON.stringify(body));
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
