import type { Readable } from 'node:stream';

/** Gives the value of JSON text. @throws InvalidRequestError when it is no UTF-8, no JSON, or no I-JSON */
export type ReadJson = (bytes: Buffer) => unknown;

/** A body of `application/x-ndjson` that has not been read yet. Each line is held to the rules of any other body. */
export class NdjsonBody {
  constructor(
    readonly stream: Readable,
    readonly readJson: ReadJson,
  ) {}
}
