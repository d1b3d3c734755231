export const HOW_TO_GET_A_KEY =
  'the first npm start shows one (or choose one: start the service with LEGATE_BOOTSTRAP_ADMIN_KEY=lgt_…)';

/** A service as the example talks to it: JSON over HTTP with one key. */
export class Api {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  withKey(key: string): Api {
    return new Api(this.url, key);
  }

  /** @throws Error with one line when the service is away, refuses the key, or answers with an error */
  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.fetch(method, path, body);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(this.describeError(response.status, `${method} ${path}`, text));
    }
    return JSON.parse(text) as T;
  }

  private describeError(status: number, route: string, text: string): string {
    switch (status) {
      case 401:
        return `the service at ${this.url} does not accept the key; ${HOW_TO_GET_A_KEY}`;
      case 403:
        return `the key may not ${route}: it needs the roles admin, decide and grants:any`;
      default:
        return `${route} was answered with ${status}: ${text}`;
    }
  }

  private async fetch(method: string, path: string, body: unknown): Promise<Response> {
    try {
      return await fetch(this.url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.key}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch (cause) {
      throw new Error(`no service answers at ${this.url}; start one with npm start`, { cause });
    }
  }
}
