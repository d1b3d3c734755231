import { BuiltinError } from './builtin-error.js';

/** One sign of a limited expression: the code points it may be (null for any), and whether it repeats. */
interface Token {
  readonly signs: readonly (readonly [number, number])[] | null;
  readonly isOptional: boolean;
  readonly isRepeated: boolean;
}

/**
 * Whether some text matches both expressions, of which each is made of signs, `.`, `[…]`, `\` before a sign, and
 * `*` and `+` after one (what `regex.globs_match` knows).
 */
export function globsIntersect(a: string, b: string): boolean {
  const [left, right] = [tokens(a), tokens(b)];
  const width = right.length + 1;
  const seen = new Uint8Array((left.length + 1) * width);
  const open = [0];
  const visit = (i: number, j: number): void => {
    const at = i * width + j;
    if (i <= left.length && j < width && seen[at] === 0) {
      seen[at] = 1;
      open.push(at);
    }
  };
  seen[0] = 1;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [i, j] = [Math.floor(at / width), at % width];
    step([left[i], i], [right[j], j], visit);
  }
  return seen.at(-1) === 1;
}

function step(
  [left, i]: readonly [Token | undefined, number],
  [right, j]: readonly [Token | undefined, number],
  visit: (i: number, j: number) => void,
): void {
  if (left?.isOptional === true) {
    visit(i + 1, j);
  }
  if (right?.isOptional === true) {
    visit(i, j + 1);
  }
  if (left !== undefined && right !== undefined && meet(left.signs, right.signs)) {
    const [next, below] = [[i + 1], [j + 1]];
    next.push(...(left.isRepeated ? [i] : []));
    below.push(...(right.isRepeated ? [j] : []));
    next.forEach((x) => {
      below.forEach((y) => {
        visit(x, y);
      });
    });
  }
}

function meet(a: Token['signs'], b: Token['signs']): boolean {
  if (a === null || b === null) {
    return true;
  }
  return a.some(([low, high]) => b.some(([from, to]) => low <= to && from <= high));
}

const MAX_TOKENS = 2048;
const TOKEN = /(?:\\(.)|(\.)|\[((?:\\.|[^\]\\])*)\]|([^[\].*+\\]))([*+]?)/suy;

function tokens(glob: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < glob.length) {
    const match = TOKEN.exec(glob);
    if (match === null || found.length > MAX_TOKENS) {
      throw new BuiltinError('the input provided is invalid');
    }
    const [, escaped, dot, set, plain, flag] = match;
    const signs =
      dot === undefined ? (set === undefined ? one(escaped ?? plain) : members(set)) : null;
    found.push({ signs, isOptional: flag === '*', isRepeated: flag !== '' });
  }
  return found;
}

function one(sign = ''): readonly [number, number][] {
  const point = sign.codePointAt(0) ?? 0;
  return [[point, point]];
}

/** Signs and ranges of a set. */
function members(set: string): readonly (readonly [number, number])[] {
  const signs = [...set.matchAll(/\\(.)|(.)/gsu)].map(([, escaped, plain]) => ({
    sign: escaped ?? plain ?? '',
    isDash: plain === '-',
  }));
  const ranges: (readonly [number, number])[] = [];
  for (let at = 0; at < signs.length; at += 1) {
    const [low = 0] = one(signs[at]?.sign)[0] ?? [];
    const last = signs[at + 2];
    if (signs[at + 1]?.isDash === true && last !== undefined) {
      const [high = 0] = one(last.sign)[0] ?? [];
      ranges.push([low, high]);
      at += 2;
    } else {
      ranges.push([low, low]);
    }
  }
  if (ranges.length === 0 || ranges.some(([low, high]) => low > high)) {
    throw new BuiltinError('the input provided is invalid');
  }
  return ranges;
}
