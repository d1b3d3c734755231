import { Agent, request } from 'node:http';

export interface TimedAnswer {
  /** From the call to the last byte of the answer. */
  readonly ms: number;
  /** `performance.now()` when it was there. */
  readonly at: number;
  readonly text: string;
}

/** One keep-alive connection to a service, as one caller. Ask one thing at a time. */
export class ApiConnection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  /** @throws Error on an answer that is not 2xx */
  async post(path: string, body: string): Promise<TimedAnswer> {
    return await this.time('POST', path, body);
  }

  /** @throws Error on an answer that is not 2xx */
  async get(path: string): Promise<TimedAnswer> {
    return await this.time('GET', path, '');
  }

  private async time(method: string, path: string, body: string): Promise<TimedAnswer> {
    const began = performance.now();
    const { status, text } = await this.send(method, path, body);
    const at = performance.now();
    if (status < 200 || status > 299) {
      throw new Error(`${path}: ${status} ${text}`);
    }
    return { ms: at - began, at, text };
  }

  close(): void {
    this.agent.destroy();
  }

  private async send(
    method: string,
    path: string,
    body: string,
  ): Promise<{ status: number; text: string }> {
    return await new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${this.key}`,
        ...(body !== '' && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        }),
      };
      const sent = request(this.url + path, { method, agent: this.agent, headers });
      sent.once('error', reject);
      sent.once('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => (text += part));
        response.once('error', reject);
        response.once('end', () => {
          resolve({ status: response.statusCode ?? 0, text });
        });
      });
      sent.end(body);
    });
  }
}
