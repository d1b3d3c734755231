import fc from 'fast-check';
import { refusedFrom } from './malformed-bodies.js';
import type { Route } from './malformed-decision-routes.js';
import { badChoice, badId, notNumber, notObject } from './malformed.js';

const UNKNOWN = fc.jsonValue({ maxDepth: 2 });
const notFlag = UNKNOWN.filter((one) => typeof one !== 'boolean');

export const malformedRemote = (): Route => ({
  method: 'PUT',
  path: '/admin/v1/bundle-remotes/new',
  malformed: refusedFrom(
    {
      kind: 'git',
      url: 'https://git.example/p.git',
      branch: 'main',
      folder: 'a/b',
      history: 'any',
      intervalSeconds: 60,
      activate: false,
      credential: { username: 'bot', secret: 'secret' },
      webhookSecret: 'sixteen_characters',
    },
    {
      kind: badChoice('git', 'bundle'),
      url: fc.oneof(
        badId,
        fc.constantFrom('ftp://a', 'https://u@a/', 'https://a/#b', 'file:///a', 'https://A/'),
      ),
      branch: fc.oneof(badId, fc.constantFrom('-x', 'a..b', 'a b', '/a', 'a/', 'a.lock', '')),
      folder: fc.constantFrom('/a', 'a/', '../a', 'a//b', '.git', 5, null, 'x'.repeat(181)),
      history: badChoice('forward', 'any'),
      intervalSeconds: fc.oneof(notNumber, fc.constantFrom(9, 86_401, 10.5)),
      activate: notFlag,
      credential: notObject.filter((one) => one !== null),
      'credential.username': fc.constantFrom('', 'a:b', 'a b', 5, 'x'.repeat(257)),
      'credential.secret': fc.constantFrom('', 'a b', 'a\nb', 5, null, 'x'.repeat(2049)),
      'credential.more': UNKNOWN,
      webhookSecret: fc.constantFrom('', 'short', 'sixteen characters', 5, 'x'.repeat(513)),
      more: UNKNOWN,
      name: UNKNOWN,
    },
  ),
});
