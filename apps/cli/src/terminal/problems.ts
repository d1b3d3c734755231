import { codeFrame, columnOf } from './code-frame.js';
import { shown } from './plain-text.js';
import type { Style } from './style.js';

/** Something wrong with a policy, as the checks here and on the server say it: line 0 is the whole file or bundle. */
export interface Problem {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** With the column, from 1; 0 where there is no line. */
export interface LocatedProblem extends Problem {
  readonly column: number;
}

/** The text of a file of the policy; undefined when it is not there. */
export type SourceText = (file: string) => string | undefined;

/** Problems that are shown with their lines; of further ones only the place. */
const MAX_FRAMES = 20;

export function locateProblems(
  problems: readonly Problem[],
  sourceOf: SourceText,
): LocatedProblem[] {
  return problems.map(({ code, file, line, message }) => {
    const text = line > 0 ? sourceOf(file)?.split(/\r?\n/u)[line - 1] : undefined;
    return { code, file, line, column: text === undefined ? 0 : columnOf(text, message), message };
  });
}

/** One block for each problem: `file:line:column: error code`, what is wrong, and the lines. */
export function renderProblems(
  problems: readonly LocatedProblem[],
  {
    kind,
    sourceOf,
    pathOf,
    style,
  }: {
    readonly kind: 'error' | 'warning';
    readonly sourceOf: SourceText;
    /** How a file is called where the user stands. */
    readonly pathOf: (file: string) => string;
    readonly style: Style;
  },
): string {
  const paint = kind === 'error' ? style.bad : style.warn;
  return problems
    .map((problem, index) => {
      const { code, file, line, column, message } = problem;
      const place = [pathOf(file), line, column].filter((part) => part !== 0).join(':');
      const text = `${style.strong(shown(place))}: ${paint(kind)} ${code}\n  ${shown(message).replaceAll('\n', '\n  ')}`;
      const source = index < MAX_FRAMES && line > 0 ? sourceOf(file) : undefined;
      const frame = source === undefined ? '' : codeFrame(source, problem, style);
      return frame === '' ? text : `${text}\n${frame}`;
    })
    .join('\n\n');
}
