import { shown } from './plain-text.js';
import type { Style } from './style.js';

/** Lines that are shown before and after the one that is meant. */
const AROUND = 1;
const LONGEST_LINE = 160;

/** Names that OPA and our checks put into their messages, and that stand in the line they speak of. */
const NAMED = [
  /"(?<name>[^"]+)"/gu,
  /\b(?:function|var|variable|rule|package|reference|import|argument) (?<name>[\w.]+)/giu,
  /(?<name>\b[\w]+(?:\.[\w]+)+)/gu,
  /unexpected (?<name>\S+) token/gu,
];

/** Where in a line the thing begins that a message names; else where the line's text begins. From 1. */
export function columnOf(line: string, message: string): number {
  for (const pattern of NAMED) {
    for (const { groups } of message.matchAll(pattern)) {
      const at = line.indexOf(groups?.['name'] ?? '\n');
      if (at >= 0) {
        return at + 1;
      }
    }
  }
  return Math.max(line.search(/\S/u), 0) + 1;
}

/** The line that is meant, those beside it, and a caret below the column. Empty when there is no such line. */
export function codeFrame(
  source: string,
  { line, column }: { readonly line: number; readonly column: number },
  style: Style,
): string {
  const lines = source.split(/\r?\n/u);
  if (lines[line - 1] === undefined) {
    return '';
  }
  const first = Math.max(1, line - AROUND);
  const last = Math.min(lines.length, line + AROUND);
  const width = String(last).length;
  const rows: string[] = [];
  for (let at = first; at <= last; at += 1) {
    const text = lines[at - 1] ?? '';
    const number = String(at).padStart(width);
    const mark = at === line ? style.bad('>') : ' ';
    rows.push(`  ${mark} ${style.faint(`${number} |`)} ${clip(shown(text))}`.trimEnd());
    if (at === line) {
      const before = shown(text.slice(0, column - 1)).length;
      const gap = ' '.repeat(Math.min(before, LONGEST_LINE));
      rows.push(`    ${style.faint(`${' '.repeat(width)} |`)} ${gap}${style.bad('^')}`);
    }
  }
  return rows.join('\n');
}

function clip(text: string): string {
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}
