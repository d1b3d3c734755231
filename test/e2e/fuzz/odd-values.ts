import {
  ACTIONS,
  AGENTS,
  AUDIENCES,
  DIGESTS,
  IDS,
  ISSUERS,
  PARTIES,
  PURPOSES,
  SUBJECT_TYPES,
  TYPES,
} from '../../reference/worlds/vocabulary.js';

const quoted = (texts: readonly string[]): readonly string[] =>
  texts.map((text) => JSON.stringify(text));

const nested = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

/** JSON text, or what only looks like it, to stand where any member is. */
export const ODD_TEXTS: readonly string[] = [
  ...['null', 'true', 'false', '""', '" "', '[]', '{}', '[[]]', '[null]', '0', '-0', '1', '-1'],
  ...['1e308', '1E2', '0.1', '1e-400', '9007199254740993', '123456789012345678901234567890'],
  ...['1e309', '-1e999', '01', '+1', '.5', '5.', 'NaN', 'Infinity', '0x10', 'undefined', "'a'"],
  ...['"\\ud800"', '"\\udc00\\ud800"', '"\\ud83d\\ude00"', '"\\u0000"', '"\\u202ea"', '"a\\u200b"'],
  ...['"\\x41"', '"a\nb"', '"\\', '"', '{', ']', ',', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}'],
  ...['{"__proto__":{"roles":["admin"]}}', '{"constructor":{"prototype":{"roles":["admin"]}}}'],
  ...['{"constructor":1}', '{"toString":1}', '{"hasOwnProperty":false}', '{"length":1,"0":"a"}'],
  ...['{"type":"user","id":"alice"}', '["alice"]', '{"id":"alice"}', '{"$ref":"#"}', '{"act":{}}'],
  ...['{"sub":"bot"}', '{"sub":"bot","iss":"https://one.example"}', '{"sub":["bot"]}'],
  ...[nested(20), nested(63), nested(65), nested(2000), '['.repeat(3000)],
  ...quoted(['x'.repeat(1024), 'x'.repeat(1025), 'é'.repeat(513), '/'.repeat(600), '*'.repeat(99)]),
  ...quoted(['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'prototype', 'undefined']),
  ...quoted(['**', '*', 'a/**', '\\*', '..', '.', 'a/../a', 'a//b', '%2e', "'; DROP TABLE x;--"]),
];

/** Texts that a world knows: an exchange of one for another asks something real. */
export const KNOWN_TEXTS: readonly string[] = quoted([
  ...PARTIES.map(({ id }) => id),
  ...['user', 'service', 'agent', 'group', ...SUBJECT_TYPES.map(([type]) => type)],
  ...[...ACTIONS, ...TYPES, ...IDS, ...AGENTS, ...PURPOSES, ...AUDIENCES, ...DIGESTS, ...ISSUERS],
  ...['admin', 'editor', 'viewer', 'laptop', 'eu', 'eu/west', 'staff'],
]);

/** Names of members: those that mean something, and those that a careless reader would take for something. */
export const NAMES: readonly string[] = [
  ...['subject', 'action', 'resource', 'context', 'evaluations', 'options', 'page', 'limit'],
  ...['type', 'id', 'name', 'properties', 'act', 'sub', 'iss', 'sub_profile', 'agent', 'client_id'],
  ...['purpose', 'audience', 'owner', 'digest', 'roles', 'groups', 'autonomous', 'stored', 'token'],
  ...['decision', 'mode', 'chain', 'actor', 'now', 'approval', 'tenant', 'kind', 'may_act'],
  ...['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf', 'then'],
  ...['toJSON', 'length', '', ' ', 'Subject', 'ID', 'evaluations_semantic', 'amount', 'region'],
];

/** What makes a text look the same, and be another. */
export const DISGUISES: readonly ((text: string) => string)[] = [
  (text: string): string => `${text}\u200b`,
  (text: string): string => `\u202e${text}`,
  (text: string): string => `${text}\0`,
  (text: string): string => `${text}\u0301`,
  (text: string): string => ` ${text}`,
  (text: string): string => `${text}\t`,
  (text: string): string => text.toUpperCase(),
  (text: string): string => text.replace('a', '\u0430'),
  (text: string): string => text.replace('o', '\uff4f'),
  (text: string): string => text.replace('i', '\u0131'),
  (text: string): string => encodeURIComponent(text).replace('a', '%61'),
  (text: string): string => `./${text}`,
  (text: string): string => `${text}/`,
  (text: string): string => `${text}/../${text}`,
  (text: string): string => text + text,
  (text: string): string => text.slice(0, -1),
  (text: string): string => text.normalize('NFKD'),
];
