import type { Row } from './rounds.js';

/** The rows by what was asked; `bare` and the batch are asked once. */
export interface Rows {
  readonly bare: Row;
  readonly legate: Row;
  readonly legateAlone: Row;
  /** Two grants again, of a service that remembers nothing that policy has said. */
  readonly forgetful: Row;
  readonly batch: Row;
  readonly batchAlone: Row;
  readonly opa: Row;
  readonly opaAlone: Row;
  readonly cerbos: Row;
  readonly cerbosAlone: Row;
}

const decisions = (row: Row): number => row.requestsPerSecond * row.decisions;
const times = (one: Row, other: Row): number => decisions(one) / decisions(other);

/** A Markdown table with a row for each thing asked: ratios are of decisions per second, to the same question. */
export function table(rows: Rows): string {
  const line = (row: Row, opa: Row, cerbos: Row): string =>
    cells(row.name, [
      row.requestsPerSecond.toFixed(0),
      decisions(row).toFixed(0),
      `${row.p50Ms.toFixed(1)} ms`,
      `${row.p99Ms.toFixed(1)} ms`,
      row.core === undefined ? '-' : `${(row.core * 100).toFixed(0)} %`,
      times(row, rows.bare).toFixed(3),
      times(row, opa).toFixed(2),
      times(row, cerbos).toFixed(2),
    ]);
  const chain = [rows.bare, rows.legate, rows.forgetful, rows.batch, rows.opa, rows.cerbos];
  const alone = [rows.legateAlone, rows.batchAlone, rows.opaAlone, rows.cerbosAlone];
  return [
    cells('', ['requests/s', 'decisions/s', 'p50', 'p99', 'core', 'x bare', 'x OPA', 'x Cerbos']),
    `| ${'-'.repeat(NAME)} | ${Array.from({ length: 8 }, () => '-'.repeat(CELL)).join(' | ')} |`,
    ...chain.map((row) => line(row, rows.opa, rows.cerbos)),
    ...alone.map((row) => line(row, rows.opaAlone, rows.cerbosAlone)),
  ].join('\n');
}

const NAME = 38;
const CELL = 11;

function cells(name: string, values: readonly string[]): string {
  return `| ${name.padEnd(NAME)} | ${values.map((value) => value.padEnd(CELL)).join(' | ')} |`;
}

/** The aims of the decision API, a line each. */
export function aims(rows: Rows): readonly string[] {
  const {
    bare,
    legate,
    legateAlone,
    forgetful,
    batch,
    batchAlone,
    opa,
    opaAlone,
    cerbos,
    cerbosAlone,
  } = rows;
  return [
    ...[
      atLeast('two grants, x OPA', times(legate, opa), 2.5),
      atLeast('two grants, x Cerbos over HTTP', times(legate, cerbos), 4),
      atLeast('two grants, x bare route', times(legate, bare), 0.45),
      atLeast('nothing remembered, x OPA', times(forgetful, opa), 2.5),
      atLeast('nothing remembered, x Cerbos', times(forgetful, cerbos), 4),
      below('two grants, p99 in ms', legate.p99Ms, Math.min(opa.p99Ms, cerbos.p99Ms)),
      atLeast('two grants, batch of 20, x singles', times(batch, legate), 3),
    ],
    ...[
      atLeast('user alone, x OPA', times(legateAlone, opaAlone), 2.5),
      atLeast('user alone, x Cerbos over HTTP', times(legateAlone, cerbosAlone), 4),
      atLeast('user alone, x bare route', times(legateAlone, bare), 0.45),
      below(
        'user alone, p99 in ms',
        legateAlone.p99Ms,
        Math.min(opaAlone.p99Ms, cerbosAlone.p99Ms),
      ),
      atLeast('user alone, batch of 20, x singles', times(batchAlone, legateAlone), 3),
    ],
  ];
}

function atLeast(name: string, value: number, aim: number): string {
  return aimLine(value >= aim, name, `${value.toFixed(2)}, aim at least ${aim}`);
}

function below(name: string, value: number, bound: number): string {
  return aimLine(value < bound, name, `${value.toFixed(1)}, aim below ${bound.toFixed(1)}`);
}

const aimLine = (isMet: boolean, name: string, text: string): string =>
  `${isMet ? 'met   ' : 'MISSED'}  ${name.padEnd(36)} ${text}`;
