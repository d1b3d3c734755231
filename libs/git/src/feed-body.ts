import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InvalidRequestError, LimitExceededError } from '@legate/core';

/** The body of a request of git's, not read yet. */
export interface GitRequestBody {
  readonly stream: Readable;
  /** Git sends long requests so. */
  readonly isGzipped: boolean;
}

/**
 * Hands a body on to a program. What the program does not take is read all the same: the other side sends its whole
 * request before it reads the answer. The stream itself is left alone, since the answer goes over the same connection.
 * @throws LimitExceededError `request.too_large`, InvalidRequestError when it is broken or ends too early
 */
export async function feedBody(
  { stream, isGzipped }: GitRequestBody,
  stdin: Writable,
  maxBytes: number,
): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of isGzipped ? unzipped(stream) : chunksOf(stream)) {
      size += chunk.length;
      if (size > maxBytes) {
        const message = `the request is larger than ${maxBytes} bytes`;
        throw new LimitExceededError('request.too_large', message);
      }
      await write(stdin, chunk);
    }
  } finally {
    stdin.end();
    stream.resume();
  }
}

async function write(stdin: Writable, chunk: Buffer): Promise<void> {
  if (stdin.writable && !stdin.write(chunk)) {
    const stop = new AbortController();
    const { signal } = stop;
    await Promise.race([once(stdin, 'drain', { signal }), once(stdin, 'close', { signal })]).catch(
      () => undefined,
    );
    stop.abort();
  }
}

async function* chunksOf(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
  } catch (cause) {
    throw malformed('the body ended before it was whole', cause);
  }
}

async function* unzipped(stream: Readable): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const abort = (): void => {
    gunzip.destroy(new Error('the body ended before it was whole'));
  };
  stream.once('error', abort).once('aborted', abort);
  try {
    yield* stream.pipe(gunzip) as AsyncIterable<Buffer>;
  } catch (cause) {
    if (cause instanceof LimitExceededError) {
      throw cause;
    }
    throw malformed('the body is not gzip', cause);
  } finally {
    stream.off('error', abort).off('aborted', abort).unpipe(gunzip);
  }
}

function malformed(message: string, cause: unknown): InvalidRequestError {
  return new InvalidRequestError('request.malformed', message, { cause });
}
