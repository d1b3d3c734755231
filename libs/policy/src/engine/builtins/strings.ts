import { BuiltinError, BuiltinLimitError, MAX_ITEMS } from './builtin-error.js';
import { text, texts, type BuiltinFamily } from './operands.js';
import { RegoNumber } from './rego-value.js';
import { sprintf } from './sprintf.js';

/** Builtins on texts that the module does not bring along. Offsets count code points. */
export const STRINGS: BuiltinFamily = {
  sprintf,
  'strings.any_prefix_match': (search, base) => {
    const prefixes = texts(base);
    return texts(search).some((each) => prefixes.some((prefix) => each.startsWith(prefix)));
  },
  'strings.any_suffix_match': (search, base) => {
    const suffixes = texts(base);
    return texts(search).some((each) => suffixes.some((suffix) => each.endsWith(suffix)));
  },
  'strings.count': (search, part) => RegoNumber.of(count(text(search), text(part))),
  indexof_n: (search, part) => offsets(text(search), text(part)).map((at) => RegoNumber.of(at)),
};

function count(search: string, part: string): number {
  return part === '' ? Array.from(search).length + 1 : search.split(part).length - 1;
}

/** Where `part` starts, overlapping ones too. */
function offsets(search: string, part: string): number[] {
  if (part === '') {
    throw new BuiltinError('empty search character');
  }
  const found: number[] = [];
  let [points, seen] = [0, 0];
  for (let at = search.indexOf(part); at !== -1; at = search.indexOf(part, at + 1)) {
    for (; seen < at; seen += (search.codePointAt(seen) ?? 0) > 0xffff ? 2 : 1) {
      points += 1;
    }
    found.push(points);
    if (found.length > MAX_ITEMS) {
      throw new BuiltinLimitError('indexof_n finds too much');
    }
  }
  return found;
}
