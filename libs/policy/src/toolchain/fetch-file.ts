import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

/** When a download is given up. */
export interface FetchLimits {
  /** Time until the server answers, connection and all redirects' answers one by one. */
  readonly answerMs: number;
  /** Longest pause between two pieces of the body. */
  readonly silenceMs: number;
  readonly maxBytes: number;
}

const MAX_REDIRECTS = 5;

/** Downloads `url` into `file` and returns its SHA-256 (hex); rejects when it does not come whole. */
export async function fetchToFile(url: string, file: string, limits: FetchLimits): Promise<string> {
  const hash = createHash('sha256');
  await receive(url, limits, async (body) => {
    const hashing = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(body, hashing, createWriteStream(file));
  });
  return hash.digest('hex');
}

/** Downloads a small text. */
export async function fetchText(url: string, limits: FetchLimits): Promise<string> {
  return await receive(url, limits, async (body) => {
    const chunks: Buffer[] = [];
    for await (const chunk of body) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  });
}

/**
 * Where an answer from `from` leads on to.
 * @throws When that is no web address, or would leave an encrypted connection for a plain one.
 */
export function redirectTarget(from: URL, location: string | null): URL {
  const to = new URL(location ?? '', from);
  if (location === null || !['http:', 'https:'].includes(to.protocol)) {
    throw new Error(`${from.href} redirects to no web address`);
  }
  if (from.protocol === 'https:' && to.protocol !== 'https:') {
    throw new Error(`${from.href} redirects to unencrypted ${to.href}; not followed`);
  }
  return to;
}

async function receive<T>(
  url: string,
  limits: FetchLimits,
  consume: (body: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const watchdog = new Watchdog(abort);
  try {
    const answer = await open(new URL(url), abort.signal, () => {
      watchdog.expectWithin(limits.answerMs, `no answer from ${url}`);
    });
    watchdog.expectWithin(limits.silenceMs, `${url} stopped sending`);
    const body = Readable.fromWeb(answer as ReadableStream<Uint8Array>);
    return await consume(
      watched(body, limits.maxBytes, () => {
        watchdog.expectWithin(limits.silenceMs, `${url} stopped sending`);
      }),
    );
  } finally {
    watchdog.stop();
  }
}

async function open(
  start: URL,
  signal: AbortSignal,
  onRequest: () => void,
): Promise<NonNullable<Response['body']>> {
  let url = start;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    onRequest();
    const response = await fetch(url, { signal, redirect: 'manual' });
    if (response.ok && response.body !== null) {
      return response.body;
    }
    await response.body?.cancel();
    if (response.status < 300 || response.status > 399) {
      throw new Error(`${url.href} answered with status ${response.status}`);
    }
    url = redirectTarget(url, response.headers.get('location'));
  }
  throw new Error(`${start.href} redirects more than ${MAX_REDIRECTS} times`);
}

async function* watched(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  onPiece: () => void,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of body) {
    onPiece();
    bytes += piece.byteLength;
    if (bytes > maxBytes) {
      throw new Error(`larger than ${maxBytes} bytes`);
    }
    yield Buffer.from(piece);
  }
}

/** Aborts with a readable reason when what was expected next does not happen in time. */
class Watchdog {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly abort: AbortController) {}

  expectWithin(ms: number, complaint: string): void {
    this.stop();
    this.timer = setTimeout(() => {
      this.abort.abort(new Error(`${complaint} for ${ms} ms`));
    }, ms);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
