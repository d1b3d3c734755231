import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Client } from 'pg';

/** The part of the driver's connection that speaks COPY. */
interface CopyConnection {
  readonly stream: Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

const CHUNK_BYTES = 256 * 1024;

/** `COPY … FROM STDIN` of rows in the text format, one string each without its newline. @throws DatabaseError */
export async function copyIn(
  client: Client,
  target: string,
  rows: Iterable<string>,
): Promise<void> {
  const copy = new CopyIn(`COPY ${target} FROM STDIN`, rows);
  // The driver takes anything that can be submitted; its types know queries only.
  void client.query(copy as unknown as Parameters<Client['query']>[0]);
  await copy.done;
}

/** What the driver calls while the statement is the active one. */
class CopyIn {
  readonly done: Promise<void>;
  private resolve: () => void = () => undefined;
  private reject: (cause: unknown) => void = () => undefined;
  private hasFailed = false;
  callback: unknown = null;

  constructor(
    private readonly text: string,
    private readonly rows: Iterable<string>,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  submit(connection: CopyConnection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.send(connection).catch((cause: unknown) => {
      this.handleError(cause);
    });
  }

  handleCommandComplete(): void {
    // What follows says that the connection is free again.
  }

  handleReadyForQuery(): void {
    this.resolve();
  }

  handleError(cause: unknown): void {
    this.hasFailed = true;
    this.reject(cause);
  }

  private async send(connection: CopyConnection): Promise<void> {
    let chunk = '';
    for (const row of this.rows) {
      chunk += `${row}\n`;
      if (chunk.length >= CHUNK_BYTES) {
        await pass(connection, chunk);
        chunk = '';
      }
      if (this.hasFailed) {
        return;
      }
    }
    await pass(connection, chunk);
    connection.endCopyFrom();
  }
}

async function pass(connection: CopyConnection, chunk: string): Promise<void> {
  connection.sendCopyFromChunk(Buffer.from(chunk));
  if (connection.stream.writableNeedDrain) {
    await once(connection.stream, 'drain');
  }
}

/** One row of COPY's text format. */
export function copyRow(values: readonly (string | number | boolean | null)[]): string {
  return values.map(copyValue).join('\t');
}

function copyValue(value: string | number | boolean | null): string {
  if (value === null) {
    return '\\N';
  }
  return typeof value === 'string' ? value.replaceAll('\\', '\\\\') : String(value);
}
