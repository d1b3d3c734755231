import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** One value of JSON, or JSON text that JSON.stringify would not write. */
type Wrong = Arbitrary<unknown>;

/** JSON text put into a body as it stands. */
class JsonText {
  constructor(readonly text: string) {}
}

/** Text no id can be. */
const INVISIBLE = ['\0', '\n', '\u200b', '\u202e', '\u00a0', '\ufeff', '\u007f', '\u3164'];
const badText: Wrong = fc.oneof(
  fc.constant(''),
  fc.constantFrom(...INVISIBLE).map((odd) => `a${odd}b`),
  fc.constantFrom('"\\ud800"', '"a\\udfff"', '"\\udc00\\ud800"').map((text) => new JsonText(text)),
  fc.integer({ min: 1025, max: 20_000 }).map((length) => 'x'.repeat(length)),
  fc.string({ minLength: 1, maxLength: 5 }).map((text) => ` ${text}`),
);

const notText: Wrong = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'length', 'toString'), fc.string(), { maxKeys: 2 }),
);

export const badId: Wrong = fc.oneof(badText, notText);

export const notObject: Wrong = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.dictionary(fc.string(), fc.integer()), { maxLength: 2 }),
);

export const notList: Wrong = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant({ 0: 'a', length: 1 }),
);

/** A JSON object that no database can keep as it is. */
export const badAttributes: Wrong = fc.oneof(
  notObject,
  fc
    .constantFrom('1e999', '-1E+400', '"\\ud800"', '[9e99999]')
    .map((text) => new JsonText(`{"a":${text}}`)),
  fc.constantFrom('a\0b', '\0').map((text) => ({ [text]: 1, list: [text] })),
  fc.integer({ min: 17, max: 4000 }).map((depth) => new JsonText(nest(depth, '{"a":', '}'))),
  fc.integer({ min: 17, max: 4000 }).map((depth) => new JsonText(`{"a":${nest(depth, '[', ']')}}`)),
  fc.integer({ min: 2001, max: 8000 }).map((length) => ({ list: Array(length).fill(0) })),
  fc
    .constantFrom('{"__proto__":{}}', '{"constructor":{"prototype":{}}}', '{"a":1,"a":2}')
    .map((text) => new JsonText(text)),
);

function nest(depth: number, open: string, close: string): string {
  return `${open.repeat(depth)}0${close.repeat(depth)}`;
}

/** What a number cannot be compared with. */
export const notNumber: Wrong = fc.oneof(
  fc.string(),
  fc.constantFrom(null, true, [1], [], {}),
  fc.constant(new JsonText('1e999')),
);

export const badDepth: Wrong = fc.oneof(
  fc.integer({ min: 64 }),
  fc.integer({ max: -1 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, noInteger: true }),
  notNumber,
);

export const badTime: Wrong = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.constantFrom(null, [], {}, true),
  fc.constantFrom('2030-02-30T00:00:00Z', '2030-01-01', '9999-12-31T23:59:59-01:00', 'now', '\0'),
);

export const badChoice = (...choices: readonly string[]): Wrong =>
  fc.oneof(
    fc.string().filter((text) => !choices.includes(text)),
    fc.constantFrom(...choices).map((text) => text.toUpperCase()),
    fc.constantFrom(...choices).map((text) => [text]),
    fc.constantFrom(...INVISIBLE).map((odd) => `${choices[0] ?? ''}${odd}`),
    fc.integer(),
  );

/** A member of the body, by its path, and what is wrong there. */
export type WrongMembers = Readonly<Record<string, Wrong>>;

/** JSON text of `valid` with one wrong member, or broken as text. Always to be refused. */
export function malformedFrom(valid: object, members: WrongMembers): Arbitrary<string> {
  const text = JSON.stringify(valid);
  const wrongMember = fc.oneof(
    ...Object.entries(members).map(([path, wrong]) =>
      wrong.map((value) => stringify(replaceAt(valid, path.split('.'), value))),
    ),
  );
  const broken = fc.oneof(
    fc.nat(text.length - 1).map((length) => text.slice(0, length)),
    fc.string({ minLength: 1 }).map((tail) => `${text},${tail}`),
    fc.constantFrom(
      'null',
      '[]',
      '"x"',
      '0',
      '',
      ' ',
      '[{}]',
      'undefined',
      text.replace('{', '{,'),
    ),
    fc.constantFrom('[', '{"a":', '[{"a":').map((open) => open.repeat(4000)),
    fc.string({ unit: 'binary' }).map((odd) => `${odd}{`),
  );
  return fc.oneof({ weight: 6, arbitrary: wrongMember }, { weight: 1, arbitrary: broken });
}

/** A copy of the value with the member at the path replaced, or added. */
function replaceAt(value: unknown, [name, ...rest]: readonly string[], wrong: unknown): unknown {
  if (name === undefined) {
    return wrong;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, at) =>
      String(at) === name ? replaceAt(item, rest, wrong) : item,
    );
  }
  const members = value as Readonly<Record<string, unknown>>;
  return { ...members, [name]: replaceAt(members[name], rest, wrong) };
}

function stringify(value: unknown): string {
  if (value instanceof JsonText) {
    return value.text;
  }
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(stringify).join(',')}]`;
  }
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}:${stringify(member)}`,
  );
  return `{${members.join(',')}}`;
}
