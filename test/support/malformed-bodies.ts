import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { malformedFrom } from './malformed.js';

export type Steps = readonly string[];
const MARK = '@@mark@@';

export function pathsOf(value: object, above: Steps = []): readonly Steps[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const path = [...above, name];
    const isObject = typeof member === 'object' && member !== null;
    return [path, ...(isObject ? pathsOf(member, path) : [])];
  });
}

/** A copy with the member at the path replaced; `undefined` drops it. */
export function withMember(value: unknown, [name, ...rest]: Steps, member: unknown): unknown {
  if (name === undefined) {
    return member;
  }
  const copy: Record<string, unknown> = { ...(value as object) };
  copy[name] = withMember(copy[name], rest, member);
  return Array.isArray(value) ? Object.values(copy) : copy;
}

/** JSON text of `valid` with the text given where the member at the path is. */
export function withText(valid: object, path: Steps, text: string): string {
  const marked = JSON.stringify(withMember(valid, path, MARK));
  return marked.replace(JSON.stringify(MARK), () => text);
}

export const nested = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

/** Text that is nowhere I-JSON, so to be refused wherever it stands (AZ-74, AZ-75). */
export const UNREADABLE = [
  ...['1e999', '-1E+400', '01', '.5', 'NaN', 'undefined', "'x'", '"a\nb', '{', ']', '"\0"'],
  ...['"\\ud800"', '{"\\udc00":1}', '{"__proto__":{}}', '{"constructor":{"prototype":{}}}'],
  ...['{"a":1,"a":1}', '{"a":1,"\\u0061":1}', '[1,]', '{"a":1,}', '"\\x41"', nested(100)],
  ...['['.repeat(9000), nested(9000)],
];

/** `valid` with a member that cannot be read, or given twice. */
function unreadableFrom(valid: object): Arbitrary<string> {
  const twice = pathsOf(valid)
    .filter((path) => !/^\d+$/.test(path.at(-1) ?? ''))
    .map((path) => withText(valid, path, `1,${JSON.stringify(path.at(-1))}:1`));
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...twice) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...pathsOf(valid)), fc.constantFrom(...UNREADABLE))
        .map(([path, text]) => withText(valid, path, text)),
    },
  );
}

/** Bodies to be refused by what they say, or because they cannot be read. */
export function refusedFrom(
  ...[valid, members]: Parameters<typeof malformedFrom>
): Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: malformedFrom(valid, members) },
    { weight: 1, arbitrary: unreadableFrom(valid) },
  );
}
