import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';
import type { ServerBundle } from './bundle.js';
import type { Replayed } from './replay.js';
import { toServerError } from './server-error.js';
import type { ServerSettings } from './server-settings.js';

/** A push is checked and compiled before it is answered. */
const PUSH_TIMEOUT_MS = 300_000;
/** A call replays for ten seconds, and a page more. */
const REPLAY_TIMEOUT_MS = 120_000;
const TIMEOUT_MS = 30_000;

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: Uint8Array<ArrayBuffer> | string;
  readonly contentType?: string;
  readonly timeoutMs?: number;
}

/** Calls of the admin API, with one key and for one tenant. */
export class ServerApi {
  constructor(private readonly settings: ServerSettings) {}

  get url(): string {
    return this.settings.url;
  }

  get tenant(): string {
    return this.settings.tenant ?? 'default';
  }

  /** @throws ServerError for an answer that is an error; CliError when there is none, or no JSON */
  async call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
    const response = await this.send({
      method,
      path,
      ...(body !== undefined && { body: JSON.stringify(body), contentType: 'application/json' }),
    });
    return await this.readJson<T>(response);
  }

  /** Pushes a bundle; new is one that was not stored already. @throws as `call` */
  async push(
    archive: Buffer,
    query: string,
  ): Promise<{ readonly isNew: boolean; readonly bundle: ServerBundle }> {
    const response = await this.send({
      method: 'POST',
      path: `/admin/v1/bundles${query}`,
      body: new Uint8Array(archive),
      contentType: 'application/gzip',
      timeoutMs: PUSH_TIMEOUT_MS,
    });
    return { isNew: response.status === 201, bundle: await this.readJson<ServerBundle>(response) };
  }

  /** Makes a bundle of what the server's Git repository has under that name. @throws as `call` */
  async compileRef(ref: string): Promise<ServerBundle> {
    const response = await this.send({
      method: 'POST',
      path: '/admin/v1/bundles/from-ref',
      body: JSON.stringify({ ref }),
      contentType: 'application/json',
      timeoutMs: PUSH_TIMEOUT_MS,
    });
    return await this.readJson<ServerBundle>(response);
  }

  /** Replays entries of the log, or the lines. @throws as `call` */
  async replay(
    parameters: readonly (readonly [string, string])[],
    lines?: string,
  ): Promise<Replayed> {
    const query = new URLSearchParams(parameters as [string, string][]).toString();
    const response = await this.send({
      method: 'POST',
      path: `/admin/v1/decisions/replay${query === '' ? '' : `?${query}`}`,
      ...(lines !== undefined && { body: lines, contentType: 'application/x-ndjson' }),
      timeoutMs: REPLAY_TIMEOUT_MS,
    });
    return await this.readJson<Replayed>(response);
  }

  /** @throws as `call` */
  async download(path: string): Promise<Buffer> {
    const response = await this.send({ method: 'GET', path });
    return Buffer.from(await this.reading(response.arrayBuffer()));
  }

  private async send({
    method,
    path,
    body,
    contentType,
    timeoutMs = TIMEOUT_MS,
  }: Sent): Promise<Response> {
    const { url, key, tenant } = this.settings;
    const prefix = tenant === null ? '' : `/t/${tenant}`;
    const response = await this.reading(
      fetch(`${url}${prefix}${path}`, {
        method,
        // A redirect would send the key elsewhere.
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          authorization: `Bearer ${key}`,
          ...(contentType !== undefined && { 'content-type': contentType }),
        },
        ...(body !== undefined && { body }),
      }),
    );
    if (!response.ok) {
      throw toServerError(response.status, await this.reading(response.text()));
    }
    return response;
  }

  private async readJson<T>(response: Response): Promise<T> {
    const text = await this.reading(response.text());
    try {
      return JSON.parse(text) as T;
    } catch {
      const message = `${this.url} answered with something that is no JSON; is this a Legate server?`;
      throw new CliError('cli.unexpected_answer', message, EXIT.unreachable);
    }
  }

  private async reading<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (cause) {
      const hint = 'start it with npm start, or name it with LEGATE_URL or --server';
      throw new CliError(
        'cli.unreachable',
        `no server answers at ${this.url}: ${reasonOf(cause)}`,
        EXIT.unreachable,
        hint,
      );
    }
  }
}

/** What fetch says is "fetch failed"; what was wrong is its cause. */
function reasonOf(thrown: unknown): string {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : thrown;
  if (cause instanceof Error) {
    const { code } = cause as NodeJS.ErrnoException;
    return cause.name === 'TimeoutError' ? 'it took too long' : (code ?? cause.message);
  }
  return String(cause);
}
