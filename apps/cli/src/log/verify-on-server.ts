import type { Finding, VerifyReport } from '@legate/decision-log';
import type { Call } from '../commands/command.js';
import type { Verified } from './render-verified.js';
import type { VerifyHereOrder } from './verify-order.js';

/** The longest range that the server takes. */
const MOST_MS = 31 * 86_400_000;
const ENTRIES = 200_000;
/** A piece takes some seconds; what others have begun, too. */
const TIMEOUT_MS = 300_000;
const MAX_FINDINGS = 1000;
const MAX_RANGES = 100;

type Piece = Omit<VerifyReport, 'findings' | 'firstBad' | 'nextCursor'> & {
  readonly findings: readonly Partial<Finding>[];
  readonly firstBad?: Partial<Finding>;
  readonly nextCursor?: string;
};

/** Has the server verify a range, piece by piece, and adds up what it says. */
export async function verifyOnServer(
  call: Call,
  { from, to }: VerifyHereOrder['range'],
): Promise<Verified> {
  let verified: Verified | null = null;
  for (let start = from.getTime(); start < to.getTime(); start += MOST_MS) {
    const end = Math.min(start + MOST_MS, to.getTime());
    let cursor: string | null = null;
    do {
      const piece: Piece = await askPiece(call, { from: start, to: end, cursor });
      verified = joined(verified, piece);
      cursor = piece.nextCursor ?? null;
      call.context.progress(`${verified.checked} entries`);
    } while (cursor !== null);
  }
  return verified ?? NOTHING;
}

async function askPiece(
  call: Call,
  {
    from,
    to,
    cursor,
  }: { readonly from: number; readonly to: number; readonly cursor: string | null },
): Promise<Piece> {
  const query = new URLSearchParams({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    entries: String(ENTRIES),
    ...(cursor !== null && { cursor }),
  });
  const path = `/admin/v1/decisions/verify?${query.toString()}`;
  return await call.server().call<Piece>('GET', path, undefined, TIMEOUT_MS);
}

/** What a later piece says of checkpoints and of what waits stands. */
function joined(before: Verified | null, piece: Piece): Verified {
  const { findings, firstBad = null, checked, bad, exported, uncovered, ...rest } = piece;
  const known = before ?? NOTHING;
  return {
    ...rest,
    ok: known.ok && piece.ok,
    checked: known.checked + checked,
    bad: known.bad + bad,
    firstBad: known.firstBad ?? firstBad,
    findings: [...known.findings, ...findings].slice(0, MAX_FINDINGS),
    exported: { entries: known.exported.entries + exported.entries },
    uncovered: {
      entries: known.uncovered.entries + uncovered.entries,
      ranges: [...known.uncovered.ranges, ...uncovered.ranges].slice(0, MAX_RANGES),
    },
  };
}

const NOTHING: Verified = {
  ...{ ok: true, checked: 0, writers: 0, bad: 0, firstBad: null, findings: [], waiting: [] },
  checkpoints: { checked: 0, last: null, outside: null },
  uncovered: { entries: 0, ranges: [] },
  exported: { entries: 0 },
};
