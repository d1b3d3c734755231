import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { SpooledEntry } from '../shipping/entry-batch.js';
import type { LogSink, SinkBatch } from './log-sink.js';
import { toOpaEvent } from './opa-event.js';
import type { OpaLabels } from './opa-event.js';

const compress = promisify(gzip);
const TOO_LARGE = 413;

export interface OpaUploadSettings {
  /** Where to POST; with no path, `/logs` is added, as OPA does. */
  readonly url: string;
  /** Bearer token; null for none. */
  readonly token: string | null;
  /** Largest body as it is sent, compressed: OPA's `upload_size_limit_bytes`. One event alone may be larger. */
  readonly sizeLimitBytes: number;
  readonly labels: OpaLabels;
  /** Told of an event that the receiver finds too large even alone. It is left out; the database has the entry. */
  readonly onRefused: (refused: { readonly writer: string; readonly seq: number }) => void;
}

/** Uploads events as OPA does: a gzip-compressed JSON array (OPA-30). What is not answered with 2xx fails. */
export class OpaUploadSink implements LogSink {
  readonly name = 'opa';
  private readonly url: string;
  /** How many events fitted the last time. */
  private fitting = 256;

  constructor(private readonly settings: OpaUploadSettings) {
    const url = new URL(settings.url);
    if (url.pathname === '/') {
      url.pathname = '/logs';
    }
    this.url = url.toString();
  }

  async send({ writer, entries }: SinkBatch, signal: AbortSignal): Promise<void> {
    for (let at = 0; at < entries.length;) {
      const { body, count } = await this.pack(entries.slice(at, at + this.fitting));
      if (body !== null) {
        const first = entries[at]?.seq ?? 0;
        await this.post(body, { writer, first, count }, signal);
      }
      at += count;
    }
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }

  /** As many of the entries as fit into one body. */
  private async pack(
    entries: readonly SpooledEntry[],
  ): Promise<{ readonly body: Buffer | null; readonly count: number }> {
    const events = entries.map((entry) => this.toEvent(entry)).filter((event) => event !== null);
    if (events.length === 0) {
      return { body: null, count: entries.length };
    }
    const body = await compress(`[${events.join(',')}]`);
    if (body.length > this.settings.sizeLimitBytes && entries.length > 1) {
      this.fitting = Math.ceil(entries.length / 2);
      return await this.pack(entries.slice(0, this.fitting));
    }
    if (entries.length === this.fitting && body.length * 2 < this.settings.sizeLimitBytes) {
      this.fitting *= 2;
    }
    return { body, count: entries.length };
  }

  /** Null for what is no event, also for an entry that cannot be read: that one the database's delivery tells of. */
  private toEvent({ bytes, hash }: SpooledEntry): string | null {
    try {
      const entry = JSON.parse(bytes.toString()) as Record<string, unknown>;
      const event = toOpaEvent(entry, { hash, labels: this.settings.labels });
      return event === null ? null : JSON.stringify(event);
    } catch {
      return null;
    }
  }

  private async post(
    body: Buffer,
    {
      writer,
      first,
      count,
    }: { readonly writer: string; readonly first: number; readonly count: number },
    signal: AbortSignal,
  ): Promise<void> {
    const { token } = this.settings;
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'idempotency-key': `${writer}:${first}-${first + count - 1}`,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: new Uint8Array(body),
      redirect: 'error',
      signal,
    });
    await response.body?.cancel();
    if (response.status === TOO_LARGE) {
      this.shrink(writer, first, count);
    } else if (!response.ok) {
      throw new Error(`the receiver answered ${response.status}`);
    }
  }

  private shrink(writer: string, seq: number, count: number): void {
    if (count === 1) {
      this.settings.onRefused({ writer, seq });
      return;
    }
    this.fitting = Math.max(1, Math.floor(count / 2));
    throw new Error(`the receiver finds ${count} events together too large`);
  }
}
