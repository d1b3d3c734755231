import { createHash } from 'node:crypto';
import { canonicalJson } from '@legate/core';
import { decodeCursor, encodeCursor } from '@legate/directory';
import type { DecisionFilter } from './decision-filter.js';

/** The place of an entry in the order of the log, over all writers. */
export interface EntryPlace {
  readonly at: Date;
  readonly writer: string;
  readonly seq: number;
}

const TIME = /^-?\d{1,15}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NUMBER = /^\d{1,15}$/;
const DIGEST_BYTES = 12;

/** A cursor is for the same question of the same tenant only: with another it would leave out entries. */
export function encodePlace(
  { at, writer, seq }: EntryPlace,
  tenant: string,
  filter: DecisionFilter,
): string {
  return encodeCursor([String(at.getTime()), writer, String(seq), digestOf(tenant, filter)]);
}

/** @throws InvalidRequestError `cursor.invalid` */
export function decodePlace(cursor: string, tenant: string, filter: DecisionFilter): EntryPlace {
  const isOwn = ([at = '', writer = '', seq = '', digest, ...more]: readonly string[]): boolean =>
    TIME.test(at) &&
    UUID.test(writer) &&
    NUMBER.test(seq) &&
    digest === digestOf(tenant, filter) &&
    more.length === 0;
  const [at = '', writer = '', seq = ''] = decodeCursor(cursor, isOwn);
  return { at: new Date(Number(at)), writer, seq: Number(seq) };
}

function digestOf(tenant: string, filter: DecisionFilter): string {
  const text = canonicalJson([tenant, filter]);
  return createHash('sha256').update(text).digest().subarray(0, DIGEST_BYTES).toString('base64url');
}
