import type { ReasonCode } from '@legate/core';
import { DENIED, denied, PERMITTED, refused, withMember, withText } from './hostile-request.js';
import type { HostileRequest } from './hostile-request.js';

const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'hasOwnProperty', 'toString'] as const;

/** Each place of an id, with why a stranger there is denied. The actor is named in two places that must agree. */
const PLACES: readonly (readonly [string, (id: string) => object, ReasonCode])[] = [
  ['subject.type', (id) => withMember(PERMITTED, 'subject.type', id), 'subject.unknown'],
  ['subject.id', (id) => withMember(PERMITTED, 'subject.id', id), 'subject.unknown'],
  ['action.name', (id) => withMember(PERMITTED, 'action.name', id), 'grant.action_not_granted'],
  [
    'resource.type',
    (id) => withMember(PERMITTED, 'resource.type', id),
    'grant.resource_not_granted',
  ],
  ['resource.id', (id) => withMember(PERMITTED, 'resource.id', id), 'grant.resource_not_granted'],
  [
    'the actor',
    (id) =>
      withMember(withMember(PERMITTED, 'context.agent', id), 'subject.properties.act', { sub: id }),
    'actor.unknown',
  ],
  [
    'act.iss',
    (id) => withMember(PERMITTED, 'subject.properties.act', { sub: 'bot', iss: id }),
    // An alias of nobody is not the agent that the context names.
    'actor.unknown',
  ],
  [
    'context.purpose',
    (id) => withMember(PERMITTED, 'context.purpose', id),
    'grant.purpose_mismatch',
  ],
];

const prototypeIds = PROTOTYPE_NAMES.flatMap((name) =>
  PLACES.map(([place, make, reason]) =>
    place === 'act.iss'
      ? refused(`${name} as ${place}`, { body: make(name) }, 400, 'request.actor_conflict')
      : denied(`${name} as ${place}`, { body: make(name) }, reason),
  ),
);

/** Objects that a request has; a name that all objects know is put into each. */
const OBJECTS = [
  ...['subject', 'subject.properties', 'subject.properties.act', 'action', 'action.properties'],
  ...['resource', 'resource.properties', 'context'],
];

const prototypeMembers = OBJECTS.flatMap((object) => [
  refused(
    `__proto__ as a member of ${object}`,
    { body: withText(DENIED, `${object}.x`, '1').replace('"x":1', '"__proto__":{"amount":1}') },
    400,
    'request.malformed',
  ),
  refused(
    `constructor.prototype as members of ${object}`,
    { body: withMember(DENIED, `${object}.constructor`, { prototype: { amount: 1 } }) },
    400,
    'request.malformed',
  ),
  ...['constructor', 'hasOwnProperty', 'toString', 'valueOf', 'toJSON', 'then'].map((name) =>
    denied(
      `${name} as a member of ${object}`,
      { body: withMember(DENIED, `${object}.${name}`, 1) },
      'grant.constraint_not_met',
    ),
  ),
]);

/** What no reader can see, or could take for something else. */
const INVISIBLE: Readonly<Record<string, string>> = {
  NUL: '\0',
  'a line feed': '\n',
  'a carriage return': '\r',
  ESC: '\u001b',
  DEL: '\u007f',
  'a no-break space': '\u00a0',
  'a soft hyphen': '\u00ad',
  'a zero-width space': '\u200b',
  'a zero-width joiner': '\u200d',
  'a right-to-left mark': '\u200f',
  'a line separator': '\u2028',
  'a right-to-left override': '\u202e',
  'a bidi isolate': '\u2066',
  'an ideographic space': '\u3000',
  'a Hangul filler': '\u3164',
  'a byte order mark': '\ufeff',
  'a private-use character': '\ue000',
  'a noncharacter': '\uffff',
  'a tag character': '\u{e0061}',
  'a variation selector': '\ufe0f',
};
const ID_PLACES = ['subject.id', 'action.name', 'resource.id', 'context.agent'];

const invisible = Object.entries(INVISIBLE).flatMap(([name, sign], at) => {
  // Each sign in one place, taken in turn: test/property and the fuzz run try them all.
  const place = ID_PLACES[at % ID_PLACES.length] ?? '';
  const id = place
    .split('.')
    .reduce<unknown>((value, member) => (value as Record<string, unknown>)[member], PERMITTED);
  const body = withMember(PERMITTED, place, `${String(id)}${sign}`);
  return refused(`${name} behind ${place}`, { body }, 400, 'request.invalid');
});

/** Never equal to the real id, whatever they look like. */
const LOOK_ALIKES: readonly (readonly [string, string, string])[] = [
  ['a Cyrillic а', 'subject.id', '\u0430lice'],
  ['full-width letters', 'subject.id', '\uff41lice'],
  ['a mathematical letter', 'subject.id', '\u{1d41a}lice'],
  ['a dotless ı', 'subject.id', 'al\u0131ce'],
  ['a combining mark', 'subject.id', 'alice\u0301'],
  ['a capital', 'subject.id', 'Alice'],
  ['the Kelvin sign, a k in lower case', 'subject.id', 'al\u212Ace'],
  ['percent-encoding', 'subject.id', '%61lice'],
  ['an HTML entity', 'subject.id', '&#97;lice'],
  ['a slash', 'subject.id', 'alice/'],
  ['a dot segment', 'subject.id', './alice'],
  ['a selector', 'subject.id', '*'],
  ['an SQL pattern', 'subject.id', 'al%'],
  ['SQL', 'subject.id', "alice' OR '1'='1"],
  ['its kind', 'subject.id', 'user/alice'],
  ['its tenant', 'subject.id', 'default:alice'],
  ['a list in text', 'subject.id', 'alice,bob'],
  ['the kind in capitals', 'subject.type', 'USER'],
  ['the kind in the plural', 'subject.type', 'users'],
  ['a group', 'subject.type', 'group'],
  ['a caller', 'subject.type', 'caller'],
];

const lookAlikes = LOOK_ALIKES.map(([name, place, id]) =>
  denied(`${name} in ${place}`, { body: withMember(PERMITTED, place, id) }, 'subject.unknown'),
);

const RESOURCES: readonly (readonly [string, string])[] = [
  ['climbs out of the selector', 'crm/../hr'],
  ['climbs in percent-encoding', 'crm%2f1'],
  ['has an empty segment', 'crm//1'],
  ['has a dot segment', 'crm/.'],
  ['has a backslash', 'crm\\1'],
  ['has the division slash', 'crm\u22151'],
  ['has the full-width slash', 'crm\uff0f1'],
  ['has one segment more', 'crm/1/2'],
  ['has none below', 'crm'],
  ['is in capitals', 'CRM/1'],
];

const resources = RESOURCES.map(([name, id]) =>
  denied(
    `a resource that ${name}`,
    { body: withMember(PERMITTED, 'resource.id', id) },
    'grant.resource_not_granted',
  ),
);

const long = [
  ...['subject.type', 'subject.id', 'action.name', 'resource.type', 'resource.id', 'context.agent'],
].map((place) =>
  refused(
    `1,025 bytes as ${place}`,
    { body: withMember(PERMITTED, place, 'x'.repeat(1025)) },
    400,
    'request.invalid',
  ),
);

export const NAMES_AND_IDS: readonly HostileRequest[] = [
  ...[...prototypeIds, ...prototypeMembers, ...invisible, ...lookAlikes, ...resources, ...long],
  refused(
    '342 characters of three bytes as subject.id',
    { body: withMember(PERMITTED, 'subject.id', '\u4e2d'.repeat(342)) },
    400,
    'request.invalid',
  ),
  denied(
    '1,024 bytes as subject.id',
    { body: withMember(PERMITTED, 'subject.id', 'x'.repeat(1024)) },
    'subject.unknown',
  ),
  refused(
    'a space before subject.id',
    { body: withMember(PERMITTED, 'subject.id', ' alice') },
    400,
    'request.invalid',
  ),
];
