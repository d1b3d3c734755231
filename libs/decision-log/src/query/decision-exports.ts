import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { QueryRunner } from 'typeorm';
import { Parameters, toCondition } from './decision-filter.js';
import type { DecisionFilter } from './decision-filter.js';
import { writerOf } from './export-format.js';
import type { EntryWriter, ExportFormat } from './export-format.js';
import { LogReadSettings } from './log-read-settings.js';
import { LogReader, toReadError } from './log-reader.js';
import { OpenStreams } from './open-streams.js';

/** Small enough that to write them holds nobody up. */
const BATCH = 200;
/** Who takes nothing for so long is not waited for: the snapshot must not stay for ever. */
const STALLED_MS = 60_000;

type Batch = readonly { readonly entry: string }[];

/** Gives all entries of a filter, the oldest first, as they were in the database at one moment. */
@Injectable()
export class DecisionExports implements BeforeApplicationShutdown {
  private readonly streams: OpenStreams;

  constructor(
    private readonly log: LogReader,
    { maxExports }: LogReadSettings,
  ) {
    this.streams = new OpenStreams(maxExports);
  }

  /**
   * Read from the database only as fast as the stream is. It breaks off with an error when the database does, or when
   * nothing is taken for a minute.
   *
   * @throws UnavailableError `log.busy`, `log.query_timeout`, `database.unavailable`
   */
  async open(tenant: string, filter: DecisionFilter, format: ExportFormat): Promise<Readable> {
    return await this.streams.add(async () => {
      const cursor = await this.openCursor(tenant, filter);
      return toStream(cursor, writerOf(format));
    });
  }

  beforeApplicationShutdown(): void {
    this.streams.close((stream) => {
      stream.destroy(new Error('the service stops'));
    });
  }

  private async openCursor(tenant: string, filter: DecisionFilter): Promise<ExportCursor> {
    return await this.log.read(async (dataSource) => {
      const runner = dataSource.createQueryRunner();
      try {
        const parameters = new Parameters();
        const condition = toCondition(tenant, filter, parameters);
        // One snapshot for all that is fetched.
        await runner.startTransaction('REPEATABLE READ');
        await runner.query(`SET LOCAL idle_in_transaction_session_timeout = ${STALLED_MS * 2}`);
        await runner.query(
          `DECLARE log_export NO SCROLL CURSOR FOR SELECT entry FROM decisions
           WHERE ${condition} ORDER BY at, writer, seq`,
          parameters.values,
        );
        return new ExportCursor(runner, await fetchBatch(runner));
      } catch (cause) {
        await release(runner);
        throw cause;
      }
    });
  }
}

/** An open cursor with its first rows. */
class ExportCursor {
  private isClosed = false;

  constructor(
    private readonly runner: QueryRunner,
    private readonly first: Batch,
  ) {}

  async *batches(): AsyncGenerator<Batch> {
    try {
      for (let batch = this.first; batch.length > 0; batch = await fetchBatch(this.runner)) {
        yield batch;
      }
    } catch (cause) {
      throw toReadError(cause);
    }
  }

  async close(): Promise<void> {
    if (!this.isClosed) {
      this.isClosed = true;
      await release(this.runner);
    }
  }
}

async function fetchBatch(runner: QueryRunner): Promise<Batch> {
  return (await runner.query(`FETCH ${BATCH} FROM log_export`)) as Batch;
}

async function release(runner: QueryRunner): Promise<void> {
  if (runner.isTransactionActive) {
    await runner.rollbackTransaction().catch(() => undefined);
  }
  await runner.release();
}

function toStream(cursor: ExportCursor, writer: EntryWriter): Readable {
  const stream: Readable = Readable.from(write(cursor, writer, stall), { objectMode: false });
  function stall(): void {
    stream.destroy(new Error('nothing of the export was taken for a minute'));
  }
  // Also when nobody has begun to read.
  stream.once('close', () => {
    void cursor.close();
  });
  return stream;
}

async function* write(
  cursor: ExportCursor,
  writer: EntryWriter,
  stall: () => void,
): AsyncGenerator<string> {
  if (writer.head !== '') {
    yield writer.head;
  }
  for await (const batch of cursor.batches()) {
    const stalled = setTimeout(stall, STALLED_MS);
    try {
      yield batch.map(({ entry }) => writer.write(entry)).join('');
    } finally {
      clearTimeout(stalled);
    }
  }
}
