/** What a call costs besides its arguments, in units of fuel: it crosses over twice. */
const CALL = 64;
/** Writing, reading and going once through a text: units for each character. */
const PER_CHARACTER = 1;
/** Each pair of characters of two arguments, where a builtin may hold every one against every other. */
const PER_PAIR = 1 / 4;
/** The most that the arguments of one call may be, in characters of JSON. */
const MAX_CHARACTERS = 1024 * 1024;
/** Builtins whose work may grow with the product of their arguments, by the start of their names. */
const PRODUCTS = ['regex.', 'glob.', 'graph.', 'json.', 'net.', 'object.', 'strings.'];

/**
 * Units of fuel for the work of a host builtin on these arguments, JSON texts; more than there ever are for arguments
 * that no builtin is given. This holds for every builtin, whatever it does: the work of each must be linear in its
 * arguments, or grow with the product of two where its name is in `PRODUCTS`.
 */
export function argumentCost(name: string, args: readonly string[]): number {
  let characters = 0;
  for (const text of args) {
    characters += text.length;
  }
  if (characters > MAX_CHARACTERS) {
    return Infinity;
  }
  const linear = CALL + PER_CHARACTER * characters;
  return Math.ceil(isProduct(name) ? linear + PER_PAIR * pairs(args, characters) : linear);
}

/** Units for handing the answer back. */
export function resultCost(json: string): number {
  return PER_CHARACTER * json.length;
}

function isProduct(name: string): boolean {
  return PRODUCTS.some((start) => name.startsWith(start));
}

/** Between the longest argument and all others. */
function pairs(args: readonly string[], characters: number): number {
  const longest = Math.max(0, ...args.map(({ length }) => length));
  return longest * (characters - longest);
}
