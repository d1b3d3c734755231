import { hash } from 'node:crypto';

const VERSION = 1;
const HEX_HASH = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What a line ends with: 64 bytes in base64. */
const SIGNATURE = /,"signature":"([A-Za-z0-9+/]{86}==)"\}$/;

/** How far the chain of a writer had come. */
export interface WriterHead {
  readonly writer: string;
  readonly seq: number;
  /** Of that entry, in hex. */
  readonly hash: string;
}

/** Who signs: a `CheckpointKey`. */
export interface CheckpointSigner {
  readonly id: string;
  sign(text: string): string;
}

/** What is signed: how far writers had come at one time. Later checkpoints are chained to it. */
export interface Checkpoint {
  readonly v: typeof VERSION;
  /** From 1 without gaps; null when the database was away: then it is of its maker alone, and no other follows it. */
  readonly number: number | null;
  /** RFC 3339, UTC: by the database's clock, alone by the maker's. */
  readonly at: string;
  /** The writer that has made it. */
  readonly maker: string;
  readonly keyId: string;
  /** SHA-256 of the line of the numbered one before, in hex; null for the first. */
  readonly previous: string | null;
  readonly heads: readonly WriterHead[];
}

/** A line that has the form of a signed checkpoint. Whether the signature is right, `CheckpointKeys` tells. */
export interface CheckpointLine {
  readonly checkpoint: Checkpoint;
  /** The exact text that is signed. */
  readonly signed: string;
  readonly signature: string;
  /** SHA-256 of the line, in hex: what the next one is chained to. */
  readonly hash: string;
  readonly line: string;
}

/** Signs a checkpoint. @returns its line: the signed text with the signature as its last member */
export function writeCheckpoint(
  { number, at, maker, previous, heads }: Omit<Checkpoint, 'v' | 'keyId'>,
  key: CheckpointSigner,
): string {
  const checkpoint: Checkpoint = {
    ...{ v: VERSION, number, at, maker, keyId: key.id, previous },
    heads: heads.map(({ writer, seq, hash: of }) => ({ writer, seq, hash: of })),
  };
  const text = JSON.stringify(checkpoint);
  return `${text.slice(0, -1)},"signature":"${key.sign(text)}"}`;
}

/** What the next checkpoint is chained to: SHA-256 of the line, in hex. */
export function hashOf(line: string): string {
  return hash('sha256', line, 'hex');
}

/** Null when the line is no signed checkpoint of this version. */
export function readCheckpoint(line: string): CheckpointLine | null {
  const found = SIGNATURE.exec(line);
  const signed = found === null ? '' : `${line.slice(0, found.index)}}`;
  const checkpoint = parse(signed);
  return checkpoint === null
    ? null
    : { checkpoint, signed, signature: found?.[1] ?? '', hash: hashOf(line), line };
}

function parse(text: string): Checkpoint | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isCheckpoint(value) ? value : null;
}

type Check = (value: unknown) => boolean;

const MEMBERS: Readonly<Record<keyof Checkpoint, Check>> = {
  v: (value) => value === VERSION,
  number: (value) => value === null || isCount(value),
  at: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  maker: (value) => isMatch(value, UUID),
  keyId: (value) => typeof value === 'string',
  previous: (value) => value === null || isMatch(value, HEX_HASH),
  heads: (value) => Array.isArray(value) && value.every(isHead),
};

function isCheckpoint(value: unknown): value is Checkpoint {
  const members = (value ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(MEMBERS).every(([name, holds]) => holds(members[name]));
}

function isHead(value: unknown): value is WriterHead {
  const { writer, seq, hash: of } = (value ?? {}) as Record<string, unknown>;
  return isMatch(writer, UUID) && isCount(seq) && isMatch(of, HEX_HASH);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function isMatch(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}
