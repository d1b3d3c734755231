import type { Environment } from './variable.js';

/** Puts colour around text, or leaves it. */
export interface Style {
  readonly bad: Paint;
  readonly good: Paint;
  readonly warn: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
}

type Paint = (text: string) => string;

const paint =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`;

export const COLOURED: Style = {
  bad: paint(31, 39),
  good: paint(32, 39),
  warn: paint(33, 39),
  strong: paint(1, 22),
  faint: paint(2, 22),
};

const asIs = (text: string): string => text;

export const PLAIN: Style = { bad: asIs, good: asIs, warn: asIs, strong: asIs, faint: asIs };

/** Colours are for a terminal that somebody looks at, and never where NO_COLOR is set (https://no-color.org). */
export function chooseStyle(isTerminal: boolean, environment: Environment): Style {
  const { NO_COLOR: refused = '', TERM: terminal } = environment;
  return isTerminal && refused === '' && terminal !== 'dumb' ? COLOURED : PLAIN;
}
