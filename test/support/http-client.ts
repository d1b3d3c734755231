export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; null when there is no body. Untyped: tests assert on it. */
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- the point of a test client
}

/** A plain HTTP client for tests: sends what it is told, never throws for a status. */
export class HttpClient {
  constructor(
    readonly url: string,
    readonly key: string | null,
  ) {}

  /** The same service asked with another key, or with none. */
  as(key: string | null): HttpClient {
    return new HttpClient(this.url, key);
  }

  /** Another process with the same key. */
  at(url: string): HttpClient {
    return new HttpClient(url, this.key);
  }

  async get(path: string): Promise<HttpAnswer> {
    return await this.send('GET', path);
  }

  async put(path: string, body: unknown): Promise<HttpAnswer> {
    return await this.send('PUT', path, JSON.stringify(body));
  }

  async post(path: string, body: unknown): Promise<HttpAnswer> {
    return await this.send('POST', path, JSON.stringify(body));
  }

  async delete(path: string): Promise<HttpAnswer> {
    return await this.send('DELETE', path);
  }

  async evaluate(question: unknown): Promise<HttpAnswer> {
    return await this.post('/access/v1/evaluation', question);
  }

  async send(
    method: string,
    path: string,
    body?: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpAnswer> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.key !== null && { authorization: `Bearer ${this.key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '') && text !== '';
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text === '' ? null : text,
    };
  }
}
