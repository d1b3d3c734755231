import { DENIED, denied, PERMITTED, refused, withMember, withText } from './hostile-request.js';
import type { HostileRequest } from './hostile-request.js';

const UNREADABLE: readonly (readonly [string, string, string])[] = [
  ['a number above all doubles', 'action.properties.amount', '1e999'],
  ['a number below all doubles', 'action.properties.amount', '-1E+400'],
  ['a number of 400 digits', 'action.properties.amount', '9'.repeat(400)],
  ['a leading zero', 'action.properties.amount', '05'],
  ['a hexadecimal number', 'action.properties.amount', '0x5'],
  ['NaN', 'action.properties.amount', 'NaN'],
  ['-Infinity', 'action.properties.amount', '-Infinity'],
  ['undefined', 'action.properties.amount', 'undefined'],
  ['a lone high surrogate', 'subject.id', '"alice\\ud800"'],
  ['a lone low surrogate', 'context.more', '"\\udc00"'],
  ['surrogates in the wrong order', 'resource.id', '"crm/1\\udc00\\ud800"'],
  ['a lone surrogate as a name', 'context.more', '{"\\ud800":1}'],
  ['a raw control character', 'context.more', '"a\tb"'],
  ['a broken escape', 'context.more', '"\\x41"'],
  ['single quotes', 'context.more', "'a'"],
  ['a comment', 'context.more', '1/* */'],
  ['a trailing comma', 'context.more', '[1,]'],
  ['the id twice', 'subject.id', '"bob","id":"alice"'],
  ['the id twice, once escaped', 'subject.id', '"bob","i\\u0064":"alice"'],
  ['the amount twice', 'action.properties.amount', '5,"amount":99'],
  ['the act twice', 'subject.properties.act', '{"sub":"other"},"act":{"sub":"bot"}'],
  ['the agent twice', 'context.agent', '"other","agent":"bot"'],
  ['a name twice, deep in the context', 'context.more', '[{"a":{"b":1,"b":2}}]'],
  ['65 levels of objects', 'context.more', `${'{"a":'.repeat(64)}1${'}'.repeat(64)}`],
  ['65 levels of lists', 'context.more', `${'['.repeat(64)}${']'.repeat(64)}`],
  ['100,000 opened lists', 'context.more', '['.repeat(100_000)],
  ['10,000 levels of objects', 'context.more', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
];

const unreadable = UNREADABLE.map(([name, place, text]) =>
  refused(name, { body: withText(PERMITTED, place, text) }, 400, 'request.malformed'),
);

const BYTES: readonly (readonly [string, Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['a NUL behind the body', Buffer.from(`${JSON.stringify(PERMITTED)}\0`)],
  ['two bodies', Buffer.from(JSON.stringify(PERMITTED).repeat(2))],
  ['two byte order marks', Buffer.from(`\ufeff\ufeff${JSON.stringify(PERMITTED)}`)],
  ['UTF-16', Buffer.from(JSON.stringify(PERMITTED), 'utf16le')],
  ['an encoded surrogate', withBytes([0xed, 0xa0, 0x80])],
  ['an overlong slash', withBytes([0xc0, 0xaf])],
  ['a bare continuation byte', withBytes([0x80])],
  ['a code point above U+10FFFF', withBytes([0xf4, 0x90, 0x80, 0x80])],
  ['gzip', Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3])],
];

/** The permitted question with bytes in its purpose that are no UTF-8. */
function withBytes(bytes: readonly number[]): Buffer {
  const [before = '', after = ''] = JSON.stringify(
    withMember(PERMITTED, 'context.more', '@@'),
  ).split('@@');
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
}

const bytes = BYTES.map(([name, body]) => refused(name, { body }, 400, 'request.malformed'));

const NOT_OBJECTS: readonly unknown[] = [null, [], 'x', 5, true, [{ type: 'user', id: 'alice' }]];
const OBJECTS = ['subject', 'action', 'resource', 'context', 'subject.properties.act'];
const PROPERTIES = ['subject.properties', 'action.properties', 'resource.properties'];

const notObjects = [...OBJECTS, ...PROPERTIES].flatMap((place, at) =>
  // Two of them each, in turn.
  [at, at + 3].map((index) => {
    const value = NOT_OBJECTS[index % NOT_OBJECTS.length];
    const name = `${JSON.stringify(value)} as ${place}`;
    const body = withMember(PERMITTED, place, value);
    return refused(name, { body }, 400, 'request.invalid');
  }),
);

const NOT_TEXT: readonly unknown[] = [null, 5, true, ['alice'], { id: 'alice' }, ''];
const TEXTS = [
  ...['subject.type', 'subject.id', 'action.name', 'resource.type', 'resource.id'],
  ...['context.agent', 'context.client_id', 'subject.properties.act.sub'],
];

const notText = TEXTS.flatMap((place, at) =>
  [at, at + 3].map((index) => {
    const value = NOT_TEXT[index % NOT_TEXT.length];
    const name = `${JSON.stringify(value)} as ${place}`;
    const body = withMember(PERMITTED, place, value);
    return refused(name, { body }, 400, 'request.invalid');
  }),
);

/** What is compared must be of its type, not only look so. */
const CONFUSED: readonly (readonly [string, string, unknown, 'amount' | 'purpose'])[] = [
  ['an amount that is text', 'action.properties.amount', '5', 'amount'],
  ['an amount in a list', 'action.properties.amount', [5], 'amount'],
  ['an amount that is null', 'action.properties.amount', null, 'amount'],
  ['an amount that is false', 'action.properties.amount', false, 'amount'],
  ['an amount with valueOf', 'action.properties.amount', { valueOf: 5 }, 'amount'],
  ['an amount just above', 'action.properties.amount', 5.000000000000001, 'amount'],
  ['the largest of doubles', 'action.properties.amount', Number.MAX_VALUE, 'amount'],
  ['a purpose in a list', 'context.purpose', ['audit'], 'purpose'],
  ['a purpose in an object', 'context.purpose', { audit: true }, 'purpose'],
  ['a purpose of another case', 'context.purpose', 'Audit', 'purpose'],
];

const confused = CONFUSED.map(([name, place, value, what]) =>
  denied(
    name,
    { body: withMember(PERMITTED, place, value) },
    what === 'amount' ? 'grant.constraint_not_met' : 'grant.purpose_mismatch',
  ),
);

/** Members of the answer, of policy's input or of the directory, asserted by the one who asks. */
const ASSERTED: readonly (readonly [string, string, unknown])[] = [
  ['the decision', 'decision', true],
  ['the reasons', 'context.reasons', ['permit.admin']],
  ['an obligation fulfilled', 'context.obligations', []],
  ['the tenant', 'tenant', 'default'],
  ['the mode', 'mode', 'autonomous'],
  ['the chain', 'chain', []],
  ['the grants', 'context.grants', ['*']],
  ['an approval', 'approval', { approved: true }],
  ['another clock', 'now', '2000-01-01T00:00:00Z'],
  ['the amount elsewhere', 'context.amount', 1],
  ['the amount of the resource', 'resource.properties.amount', 1],
  ['the amount under the action', 'action.amount', 1],
  ['roles of the subject', 'subject.properties.roles', ['admin']],
  ['an owner', 'resource.properties.owner', 'alice'],
];

const asserted = ASSERTED.map(([name, place, value]) =>
  denied(
    `${name}, said by the request`,
    { body: withMember(DENIED, place, value) },
    'grant.constraint_not_met',
  ),
);

export const JSON_BODIES: readonly HostileRequest[] = [
  ...[...unreadable, ...bytes, ...notObjects, ...notText, ...confused, ...asserted],
  ...[null, [], 'x', 5, [PERMITTED]].map((body) =>
    refused(
      `${JSON.stringify(body).slice(0, 20)} as the body`,
      { body: JSON.stringify(body) },
      400,
      'request.invalid',
    ),
  ),
  refused(
    'a body over the limit',
    { body: withMember(PERMITTED, 'context.more', 'x'.repeat(300_000)) },
    413,
    'request.too_large',
  ),
  denied(
    'roles of a subject that has none',
    {
      body: {
        ...PERMITTED,
        subject: { type: 'user', id: 'bob', properties: { roles: ['admin'], groups: ['admins'] } },
        context: {},
      },
    },
    'policy.no_match',
  ),
];
