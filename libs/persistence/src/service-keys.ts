import { randomBytes } from 'node:crypto';
import { InvariantViolation } from '@legate/core';
import { Injectable } from '@nestjs/common';
import { PreparedQueries } from './prepared-queries.js';

const KEY_BYTES = 32;

/**
 * Keys that the service makes for itself: 256 bits of chance, made once, kept in the database, so that they survive a
 * restart and are the same for every process over it.
 */
@Injectable()
export class ServiceKeys {
  private readonly known = new Map<string, Promise<Buffer>>();

  constructor(private readonly queries: PreparedQueries) {}

  /** The key of that name, made when there is none yet. @throws UnavailableError */
  async obtain(name: string): Promise<Buffer> {
    const known = this.known.get(name) ?? this.find(name);
    this.known.set(name, known);
    try {
      return await known;
    } catch (cause) {
      this.known.delete(name);
      throw cause;
    }
  }

  private async find(name: string): Promise<Buffer> {
    const found = await this.read(name);
    if (found !== null) {
      return found;
    }
    // Of two processes that make it at once, one wins.
    await this.queries.run(MAKE, [name, randomBytes(KEY_BYTES)]);
    const made = await this.read(name);
    if (made === null) {
      throw new InvariantViolation('internal.error', `there is no key "${name}"`);
    }
    return made;
  }

  private async read(name: string): Promise<Buffer | null> {
    const [row] = await this.queries.run<{ key: Buffer }>(READ, [name]);
    return row?.key ?? null;
  }
}

const READ = { name: 'service-key', text: 'SELECT key FROM service_keys WHERE name = $1' };

const MAKE = {
  name: 'service-key-make',
  text: 'INSERT INTO service_keys (name, key) VALUES ($1, $2) ON CONFLICT DO NOTHING',
};
