import { Setting } from '@legate/platform';
import { IsInt, Max, Min } from 'class-validator';
import { MAX_PAGE_SIZE } from '../admin-api/shared/page-limits.js';
import { GitConfig } from './git-config.js';

/** Bounds of what is asked (docs/limits.md). */
export abstract class LimitsConfig extends GitConfig {
  @Setting({ name: 'LEGATE_BODY_LIMIT_BYTES', description: 'Largest request body.' })
  @IsInt()
  @Min(1024)
  @Max(64 * 1024 * 1024)
  bodyLimitBytes = 256 * 1024;

  @Setting({
    name: 'LEGATE_MAX_JSON_DEPTH',
    description: 'Deepest nesting of objects and arrays in a body.',
  })
  @IsInt()
  @Min(8)
  @Max(512)
  maxJsonDepth = 64;

  @Setting({
    name: 'LEGATE_MAX_HEADER_BYTES',
    description: 'Largest request line and headers together.',
  })
  @IsInt()
  @Min(2048)
  @Max(1024 * 1024)
  maxHeaderBytes = 16 * 1024;

  @Setting({
    name: 'LEGATE_MAX_PAGE_SIZE',
    description: 'Largest `limit` of a list; also the default where that is larger.',
  })
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE_SIZE)
  maxPageSize = MAX_PAGE_SIZE;

  @Setting({
    name: 'LEGATE_RATE_LIMIT',
    description:
      'Most requests per second of one caller to one process, over time; beyond it 429 with `Retry-After`. 0 sets no bound.',
  })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  rateLimit = 0;

  @Setting({
    name: 'LEGATE_RATE_BURST',
    description: 'Most requests that a caller may send at once after a pause.',
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  rateBurst = 100;

  @Setting({
    name: 'LEGATE_REQUEST_DEADLINE_MS',
    description:
      'Longest time from the receipt of a request to its answer: then a decision is denied with `indeterminate.deadline`, and any other request is 503. Imports have bounds of their own.',
  })
  @IsInt()
  @Min(10)
  @Max(600_000)
  requestDeadlineMs = 10_000;

  @Setting({
    name: 'LEGATE_RECEIVE_TIMEOUT_MS',
    description: 'Longest time for a request to arrive whole; then 408.',
  })
  @IsInt()
  @Min(100)
  @Max(3_600_000)
  receiveTimeoutMs = 30_000;

  @Setting({
    name: 'LEGATE_MAX_CONNECTIONS',
    description: 'Most open connections of one process; further ones are closed at once.',
  })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  maxConnections = 10_000;

  @Setting({
    name: 'LEGATE_MAX_WAITING_REQUESTS',
    description:
      'Most requests that wait for the database at a time, decisions only until their caller is known; beyond it 503 with `Retry-After`.',
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  maxWaitingRequests = 1000;

  @Setting({
    name: 'LEGATE_MAX_BATCH',
    description: 'Most items of `POST /access/v1/evaluations`.',
  })
  @IsInt()
  @Min(1)
  @Max(1000)
  maxBatch = 100;

  @Setting({
    name: 'LEGATE_SEARCH_MAX_RESULTS',
    description: 'Most results of one page of a search.',
  })
  @IsInt()
  @Min(1)
  @Max(10_000)
  searchMaxResults = 1000;

  @Setting({
    name: 'LEGATE_PAGE_TOKEN_LIFETIME_MS',
    description: 'How long a page token of a search can be used.',
  })
  @IsInt()
  @Min(1000)
  @Max(86_400_000)
  pageTokenLifetimeMs = 900_000;

  @Setting({
    name: 'LEGATE_IMPORT_MAX_LINES',
    description: 'Most lines of an import that say something.',
  })
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  importMaxLines = 200_000;

  @Setting({
    name: 'LEGATE_IMPORT_MAX_BYTES',
    description:
      'Largest body of an import, kept in the folder for temporary files while it is read. A line of it may be as long as `LEGATE_BODY_LIMIT_BYTES`.',
  })
  @IsInt()
  @Min(1024)
  @Max(4 * 1024 * 1024 * 1024)
  importMaxBytes = 256 * 1024 * 1024;

  @Setting({
    name: 'LEGATE_MAX_CHAIN_LENGTH',
    description: 'Most grants in a delegation chain; a longer one is denied.',
  })
  @IsInt()
  @Min(1)
  @Max(64)
  maxChainLength = 16;
}
