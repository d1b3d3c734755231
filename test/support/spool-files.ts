import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { chainHash, GENESIS, makeSegmentHeader, segmentName } from '@legate/decision-log';

export interface WrittenEntry {
  readonly seq: number;
  readonly text: string;
  readonly hash: Buffer;
}

export interface SpoolFilesOptions {
  readonly spool: string;
  readonly writer?: string;
  /** First number of the writer's next segment. */
  readonly entriesPerSegment?: number;
  readonly describe?: (seq: number) => object;
  /** For many: `written` stays empty. */
  readonly isForgetful?: boolean;
}

const AT = '2026-11-20T10:00:00.000Z';

/** Writes segments by the format's description, and nothing of the spool's own code. */
export class SpoolFiles {
  readonly writer: string;
  readonly folder: string;
  readonly written: WrittenEntry[] = [];
  private previous: Buffer = GENESIS;
  private segment = 0;
  private count = 0;

  constructor(private readonly options: SpoolFilesOptions) {
    this.writer = options.writer ?? randomUUID();
    this.folder = join(options.spool, this.writer);
  }

  /** Adds entries, each written before the next. */
  async add(count: number): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const { entriesPerSegment = 1000 } = this.options;
    for (let left = count; left > 0;) {
      const inSegment = this.count % entriesPerSegment;
      if (inSegment === 0) {
        this.segment = this.count + 1;
        await writeFile(this.file(this.segment), makeSegmentHeader());
      }
      const now = Math.min(left, entriesPerSegment - inSegment);
      const frames = Array.from({ length: now }, () => this.frame());
      await appendFile(this.file(this.segment), Buffer.concat(frames));
      left -= now;
    }
  }

  file(segment: number): string {
    return join(this.folder, segmentName(segment));
  }

  /** Adds raw bytes to the last segment. */
  async addBytes(bytes: Buffer): Promise<void> {
    await appendFile(this.file(this.segment), bytes);
  }

  /** One frame, as it would be written next. */
  frame(): Buffer {
    this.count += 1;
    const seq = this.count;
    const head = { v: 1, kind: 'decision', writer: this.writer, seq, at: AT, tenant: 'default' };
    const text = JSON.stringify({ ...head, ...aDecision(seq), ...this.options.describe?.(seq) });
    const entry = Buffer.from(text);
    const hash = chainHash(this.previous, entry);
    this.previous = hash;
    if (this.options.isForgetful !== true) {
      this.written.push({ seq, text, hash });
    }
    const summed = Buffer.concat([hash, entry]);
    const lengths = Buffer.alloc(8);
    lengths.writeUInt32LE(entry.length, 0);
    lengths.writeUInt32LE(crc32(summed), 4);
    return Buffer.concat([lengths, summed]);
  }
}

/** What a delegated decision says, about as long as a usual one. */
function aDecision(seq: number): object {
  return {
    decisionId: randomUUID(),
    form: 'evaluation',
    caller: '7d9b0cf2-0000-4000-8000-000000000001',
    requestId: `request-${seq}`,
    traceId: null,
    subject: { type: 'user', id: `user-${seq % 1000}` },
    actor: { type: 'agent', id: `agent-${seq % 100}` },
    owner: [`user:owner-${seq % 50}`],
    mode: 'delegated',
    chain: ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'],
    action: { name: seq % 3 === 0 ? 'write' : 'read' },
    resource: { type: 'record', id: `crm/accounts/${seq % 5000}`, properties: { region: 'eu' } },
    context: { note: 'line\nbreak, "quotes", \\ and \u00fc' },
    decision: seq % 5 !== 0,
    outcome: seq % 5 === 0 ? 'deny' : 'permit',
    reasons: seq % 5 === 0 ? ['policy.no_match'] : ['policy.owner', 'grant.covers'],
    obligations: [],
    approval: null,
    budgets: [],
    bundleRevision: 'starter',
    bundleDigest: 'a'.repeat(64),
    revision: 42,
    now: AT,
    timings: { facts: 12, policy: 30, combine: 2 },
    replayable: true,
  };
}
