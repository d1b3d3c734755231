import type { Readable } from 'node:stream';
import { InvalidRequestError, LimitExceededError } from '@legate/core';

/** What a policy bundle is sent as; the second is OPA's own. */
export const BUNDLE_CONTENT_TYPES = [
  'application/gzip',
  'application/vnd.openpolicyagent.bundles',
] as const;

/** The body of a push, not read yet. */
export class BundleBody {
  constructor(private readonly stream: Readable) {}

  /** @throws LimitExceededError, InvalidRequestError when it ends too early */
  async read(maxBytes: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.chunks()) {
      size += chunk.length;
      if (size > maxBytes) {
        const message = `the bundle is larger than ${maxBytes} bytes`;
        throw new LimitExceededError('request.too_large', message);
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** The stream itself is left alone: destroying it would take the connection with it, and the answer. */
  private async *chunks(): AsyncGenerator<Buffer> {
    try {
      yield* this.stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    } catch (cause) {
      const message = 'the body ended before it was whole';
      throw new InvalidRequestError('request.malformed', message, { cause });
    }
  }
}
