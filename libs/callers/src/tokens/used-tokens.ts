import { createHash } from 'node:crypto';
import { PreparedQueries } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';

const CLEAN_INTERVAL_MS = 60_000;

/** Remembers tokens that may be used once, for all processes on the database, until they have expired. */
@Injectable()
export class UsedTokens implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly queries: PreparedQueries) {}

  /** @param until when it has expired, skew included, ms since the epoch. @returns false when it was used before. */
  async use(
    tenant: string,
    token: { readonly issuer: string; readonly jti: string; readonly until: number },
  ): Promise<boolean> {
    const name = JSON.stringify([token.issuer, token.jti]);
    const hash = createHash('sha256').update(name, 'utf8').digest();
    const rows = await this.queries.run(USE, [tenant, hash, token.until]);
    return rows.length === 1;
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      // What is not cleaned now is the next time.
      this.queries.run(CLEAN, []).catch(() => undefined);
    }, CLEAN_INTERVAL_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) {
      clearInterval(this.timer);
    }
  }
}

const USE = {
  name: 'token-use',
  text: `
  INSERT INTO used_tokens (tenant_id, hash, expires_at) VALUES ($1, $2, to_timestamp($3::float8 / 1000))
  ON CONFLICT DO NOTHING RETURNING true`,
};

const CLEAN = {
  name: 'used-tokens-clean',
  text: `
  DELETE FROM used_tokens WHERE (tenant_id, hash) IN (
    SELECT tenant_id, hash FROM used_tokens WHERE expires_at < clock_timestamp() ORDER BY expires_at LIMIT 10000)`,
};
