import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

export interface RawRequest {
  readonly method: string;
  /** Sent as it stands: no normalisation of dot segments or of percent-encoding. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Buffer | string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends what `fetch` would not: any path, any bytes, any headers. */
export async function sendRaw(url: string, { body, ...rest }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return await new Promise((resolve, reject) => {
    const { method, path, headers = {} } = rest;
    const sent = request({ hostname, port, method, path, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    for (const [name, value] of Object.entries(headers)) {
      sent.setHeader(name, value);
    }
    sent.on('error', reject);
    sent.end(body);
  });
}
