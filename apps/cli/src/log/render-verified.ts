import type { Finding, VerifyReport } from '@legate/decision-log';
import { shown } from '../terminal/plain-text.js';
import type { Style } from '../terminal/style.js';
import { counted, table } from '../terminal/table.js';

/** A report as the server gives it, which may name less, or as it was made here. */
export type Verified = Omit<VerifyReport, 'findings' | 'firstBad' | 'nextCursor'> & {
  readonly findings: readonly Partial<Finding>[];
  readonly firstBad: Partial<Finding> | null;
};

const SHOWN = 50;

export function renderVerified(verified: Verified, style: Style): string {
  const { ok, checked, writers, bad, findings, checkpoints } = verified;
  const head = ok ? style.good('nothing is wrong') : style.bad(counted(bad, 'thing') + ' wrong');
  const rows = findings.slice(0, SHOWN).map(rowOf);
  const more = bad - rows.length;
  return [
    `${head}  in ${counted(checked, 'entry').replace('entrys', 'entries')} of ${counted(writers, 'writer')}, ${counted(checkpoints.checked, 'checkpoint')}`,
    ...(rows.length === 0 ? [] : [table(rows.map((row) => row.map(shown)))]),
    ...(more > 0 ? [style.faint(`  and ${more} more`)] : []),
    ...coverage(verified, style),
  ].join('\n');
}

function rowOf(finding: Partial<Finding>): readonly string[] {
  const { code = '', checkpoint, what = '', detail = '' } = finding;
  const named = checkpoint === undefined ? what : `checkpoint ${checkpoint}`;
  return [code, placeOf(finding), named, detail];
}

function placeOf({ writer, seq, toSeq }: Partial<Finding>): string {
  const entry = typeof seq === 'number' ? `:${seq}` : '';
  const to = typeof toSeq === 'number' && toSeq !== seq ? `-${toSeq}` : '';
  return `${writer ?? ''}${entry}${to}`;
}

function coverage({ checkpoints, uncovered, exported, waiting }: Verified, style: Style): string[] {
  const { last, outside } = checkpoints;
  const by = outside ?? last;
  const signed =
    by === null
      ? style.bad('no checkpoint covers any of it')
      : `covered up to checkpoint ${by.number} of ${by.at}${outside === null ? '' : ', outside'}`;
  return [
    signed,
    `not covered: ${counted(uncovered.entries, 'entry').replace('entrys', 'entries')}`,
    ...(exported.entries === 0 ? [] : [`in exports, not read here: ${exported.entries}`]),
    ...waiting.map(
      ({ writer, fromSeq, toSeq }) => `not shipped yet: ${writer}:${fromSeq}-${toSeq}`,
    ),
  ];
}
