import { MalformedAnswer } from './errors.js';
import type { JsonObject } from './types.js';

const REVISION = /^\d{1,15}$/;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that the object has itself: none that it would inherit. */
export function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** Reads a body into memory. @returns null when it is longer than `maxBytes` */
export async function readBytes(response: Response, maxBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined;
  for (;;) {
    const part = await reader?.read();
    if (part === undefined || part.done) {
      return Buffer.concat(chunks);
    }
    length += part.value.byteLength;
    if (length > maxBytes) {
      reader?.cancel().catch(() => undefined);
      return null;
    }
    chunks.push(part.value);
  }
}

/** @throws MalformedAnswer when it is not a JSON object in UTF-8 */
export function parseObject(bytes: Buffer): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new MalformedAnswer('the answer is not JSON');
  }
  if (!isObject(value)) {
    throw new MalformedAnswer('the answer is not a JSON object');
  }
  return value;
}

export function readRevision(headers: Headers): number | null {
  const text = headers.get('legate-revision');
  return text !== null && REVISION.test(text) ? Number(text) : null;
}

/** `Retry-After` in ms (RFC 9110 section 10.2.3); null when there is none that can be read. */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) {
    return Number(text) * 1000;
  }
  const date = /^[A-Za-z]{3},/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
