import type { Readable } from 'node:stream';
import { UnavailableError } from '@legate/core';

const RETRY_AFTER_S = 5;

/** The answers of one kind that are under way; so many and no more. */
export class OpenStreams {
  private readonly open = new Set<Readable>();
  private beginning = 0;
  private isClosed = false;

  constructor(private readonly max: number) {}

  /** Holds its place until the stream is closed. @throws UnavailableError `log.busy`; whatever `make` throws */
  async add(make: () => Promise<Readable>): Promise<Readable> {
    if (this.isClosed || this.open.size + this.beginning >= this.max) {
      throw new UnavailableError('log.busy', 'as many as can be are under way', {
        retryAfterS: RETRY_AFTER_S,
      });
    }
    this.beginning += 1;
    try {
      const stream = await make();
      this.open.add(stream);
      stream.once('close', () => {
        this.open.delete(stream);
      });
      return stream;
    } finally {
      this.beginning -= 1;
    }
  }

  /** Ends all of them: what is whole so far by itself, anything else as broken off. */
  close(end: (stream: Readable) => void): void {
    this.isClosed = true;
    this.open.forEach(end);
  }
}
