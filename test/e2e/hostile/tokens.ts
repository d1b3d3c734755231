import { createHmac } from 'node:crypto';
import type { ErrorCode } from '@legate/core';
import { AUDIENCE, secondsFromNow, signToken } from '../../support/token-issuer.js';
import { PERMITTED, refused, withMember } from './hostile-request.js';
import type { HostileRequest, Sent } from './hostile-request.js';
import { FOR_SUBJECTS, ISSUER, ONCE, OTHERS } from './hostile-world.js';
import type { HostileWorld } from './hostile-world.js';

type Members = Readonly<Record<string, unknown>>;
type MakeToken = (world: HostileWorld, claims: Members) => string;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const payloadOf = (claims: Members): string =>
  encode({ iss: ISSUER, aud: AUDIENCE, exp: secondsFromNow(60), jti: 'x', ...claims });

const signed =
  (more: Members = {}, header: Members = {}): MakeToken =>
  ({ signing }, claims) =>
    signToken(signing, { iss: ISSUER, ...claims, ...more }, header);

/** By the key of somebody who is not believed. */
const forged =
  (header: (world: HostileWorld) => Members): MakeToken =>
  (world, claims) =>
    signToken(world.stranger, { iss: ISSUER, ...claims }, header(world));

/** HMAC with what everybody knows: the public key. */
const keyed =
  (alg: string, secretOf: (world: HostileWorld) => string): MakeToken =>
  (world, claims) => {
    const input = `${encode({ alg, kid: world.signing.kid, typ: 'JWT' })}.${payloadOf(claims)}`;
    const digest = alg.replace('HS', 'sha');
    return `${input}.${createHmac(digest, secretOf(world)).update(input).digest('base64url')}`;
  };

const unsigned =
  (alg: unknown): MakeToken =>
  ({ signing }, claims) =>
    `${encode({ alg, kid: signing.kid, typ: 'JWT' })}.${payloadOf(claims)}.`;

/** What no verifier may believe, whether it says who calls or for whom. */
const HOSTILE: readonly (readonly [string, MakeToken])[] = [
  ['of alg none', unsigned('none')],
  ['of alg NONE', unsigned('NONE')],
  ['of alg nOnE', unsigned('nOnE')],
  ['of an empty alg', unsigned('')],
  ['of an alg that is a list', unsigned(['none'])],
  ['of alg __proto__', unsigned('__proto__')],
  ['of HS256 keyed by the public PEM', keyed('HS256', ({ signing }) => signing.publicPem)],
  ['of HS512 keyed by the public PEM', keyed('HS512', ({ signing }) => signing.publicPem)],
  [
    'of HS256 keyed by the PEM without its last line feed',
    keyed('HS256', ({ signing }) => signing.publicPem.trim()),
  ],
  ['of HS256 keyed by the JWK', keyed('HS256', ({ signing }) => JSON.stringify(signing.publicJwk))],
  ['of HS256 keyed by nothing', keyed('HS256', () => '')],
  ['signed RS256, called PS256', signed({}, { alg: 'PS256' })],
  ['signed RS256, called ES256', signed({}, { alg: 'ES256' })],
  ['by a stranger under a known key id', forged(({ signing }) => ({ kid: signing.kid }))],
  [
    'with its own key embedded',
    forged(({ signing, stranger }) => ({ kid: signing.kid, jwk: stranger.publicJwk })),
  ],
  [
    'with its own key embedded, and no id',
    forged(({ stranger }) => ({ kid: undefined, jwk: stranger.publicJwk })),
  ],
  ['with where its key is', forged(() => ({ jku: 'http://127.0.0.1:1/jwks', kid: 'x' }))],
  ['with where its certificate is', forged(() => ({ x5u: 'http://127.0.0.1:1/c', kid: 'x' }))],
  ['with a certificate embedded', forged(() => ({ x5c: ['MIIB'], kid: 'x' }))],
  ['of a key id that is a path', signed({}, { kid: '../../../dev/null' })],
  ['of a key id that is SQL', signed({}, { kid: "' OR 1=1 --" })],
  ['of a key id that is a prototype name', signed({}, { kid: '__proto__' })],
  ['with an extension that must be understood', signed({}, { crit: ['x'], x: 1 })],
  ['of another type', signed({}, { typ: 'logout+jwt' })],
  ['of a nested type', signed({}, { cty: 'JWT', typ: 'dpop+jwt' })],
  ['for another audience', signed({ aud: 'https://other.example' })],
  ['for an audience that ours is a prefix of', signed({ aud: `${AUDIENCE}.evil.example` })],
  ['for an audience in capitals', signed({ aud: AUDIENCE.toUpperCase() })],
  ['for no audience', signed({ aud: undefined })],
  ['for audiences that are an object', signed({ aud: { 0: AUDIENCE } })],
  ['of an unknown issuer', signed({ iss: 'https://evil.example' })],
  ['of an issuer in capitals', signed({ iss: ISSUER.toUpperCase() })],
  ['of an issuer with a port', signed({ iss: `${ISSUER}:443` })],
  ['of an issuer of another tenant', signed({ iss: OTHERS })],
  ['of an issuer that is a prototype name', signed({ iss: 'constructor' })],
  ['of an issuer with a zero-width space', signed({ iss: `${ISSUER}\u200b` })],
  ['that has expired', signed({ exp: secondsFromNow(-3600) })],
  ['that never expires', signed({ exp: undefined })],
  ['that expires at a text', signed({ exp: String(secondsFromNow(60)) })],
  ['that expires at no number', signed({ exp: null })],
  ['that is not valid yet', signed({ nbf: secondsFromNow(3600) })],
  ['that was issued tomorrow', signed({ iat: secondsFromNow(86_400) })],
  ['of a subject that is a list', signed({ sub: ['a-1', 'crm'] })],
  ['of a subject that is an object', signed({ sub: { toString: 'crm' } })],
  ['of nobody', signed({ sub: '' })],
  ['without its signature', (...of) => signed()(...of).replace(/[^.]*$/, '')],
  ['with a changed signature', (...of) => signed()(...of).replace(/.{4}$/, 'AAAA')],
  [
    'with another payload under its signature',
    (world, claims) => {
      const [header, , signature] = signed()(world, claims).split('.');
      return `${header}.${payloadOf({ ...claims, admin: true })}.${signature}`;
    },
  ],
  ['of five parts', (...of) => `${signed()(...of)}.a.b`],
  ['with white space for base64url', (...of) => signed()(...of).replace('.', '.\t')],
];

const asCaller = HOSTILE.map(([name, make]) =>
  refused(
    `a caller's token ${name}`,
    (world) => ({ body: PERMITTED, credential: make(world, { sub: 'crm' }) }),
    401,
    'caller.unauthenticated',
  ),
);

const forwarded = HOSTILE.map(([name, make], at) =>
  refused(
    `a forwarded token ${name}`,
    (world) => {
      const token = make(world, { sub: 'a-1' });
      // A header cannot hold every one of them; by turns it is in the one place or the other.
      return at % 2 === 0 || /[^\x21-\x7e]/.test(token)
        ? { body: withMember(PERMITTED, 'context.token', token) }
        : { body: PERMITTED, headers: { 'legate-subject-token': token } };
    },
    403,
    'token.invalid',
  ),
);

interface Claims {
  readonly claims: Members;
  readonly body?: object;
  readonly header?: Members;
}

/** Tokens that hold, and are no proof of what is asked. */
const CONTRADICTIONS: readonly (readonly [string, Claims, number, ErrorCode])[] = [
  ['of another subject', { claims: { sub: 'b-1' } }, 400, 'token.conflict'],
  ['of another actor', { claims: { sub: 'a-1', act: { sub: 'other-1' } } }, 400, 'token.conflict'],
  [
    'that lets another act',
    { claims: { sub: 'a-1', may_act: { sub: 'other-1' } } },
    400,
    'token.conflict',
  ],
  ['of the subject alone', { claims: { sub: 'a-1', act: { sub: 'a-1' } } }, 400, 'token.conflict'],
  ['of somebody unknown here', { claims: { sub: 'bela-1' } }, 403, 'token.unmapped'],
  ['of an id instead of an alias', { claims: { sub: 'alice' } }, 403, 'token.unmapped'],
  ['of an alias in capitals', { claims: { sub: 'A-1' } }, 403, 'token.unmapped'],
  ['of a prototype name', { claims: { sub: '__proto__' } }, 403, 'token.unmapped'],
  ['of an unknown actor', { claims: { sub: 'a-1', act: { sub: 'x' } } }, 403, 'token.unmapped'],
  [
    'with a user as the actor',
    { claims: { sub: 'a-1', act: { sub: 'b-1' } } },
    403,
    'token.invalid',
  ],
  ['with an act that is text', { claims: { sub: 'a-1', act: 'bot-1' } }, 403, 'token.invalid'],
  [
    'with an act of another issuer',
    { claims: { sub: 'a-1', act: { sub: 'bot-1', iss: OTHERS } } },
    403,
    'token.invalid',
  ],
];

const contradictions = CONTRADICTIONS.map(([name, { claims }, status, code]) =>
  refused(
    `a forwarded token ${name}`,
    ({ signing }) => ({
      body: withMember(PERMITTED, 'context.token', signToken(signing, { iss: ISSUER, ...claims })),
    }),
    status,
    code,
  ),
);

const bearer = (authorization: string | readonly string[]): Sent => ({
  headers: { authorization },
  credential: null,
});

const KEYS: readonly (readonly [string, (key: string) => string | readonly string[]])[] = [
  ['with a sign more', (key) => `Bearer ${key}x`],
  ['with a sign less', (key) => `Bearer ${key.slice(0, -1)}`],
  ['in capitals', (key) => `Bearer ${key.toUpperCase()}`],
  ['without its prefix', (key) => `Bearer ${key.slice(4)}`],
  ['twice', (key) => `Bearer ${key} ${key}`],
  ['behind a comma', (key) => `Bearer x, Bearer ${key}`],
  ['as a password', (key) => `Basic ${Buffer.from(`x:${key}`).toString('base64')}`],
  ['without a scheme', (key) => key],
  ['in a second header', (key) => ['Bearer x', `Bearer ${key}`]],
  ['in quotes', (key) => `Bearer "${key}"`],
];

const keys = KEYS.map(([name, make]) =>
  refused(
    `a key ${name}`,
    (world) => ({ body: PERMITTED, ...bearer(make(world.keys.decide)) }),
    401,
    'caller.unauthenticated',
  ),
);

export const TOKENS: readonly HostileRequest[] = [
  ...[...asCaller, ...forwarded, ...contradictions, ...keys],
  refused(
    'a key in the query',
    ({ keys: { decide } }) => ({
      ...{ body: PERMITTED, credential: null },
      path: `/access/v1/evaluation?access_token=${decide}`,
    }),
    401,
    'caller.unauthenticated',
  ),
  refused(
    "a caller's token of one use, used",
    async ({ signing, service }) => {
      const credential = signToken(signing, { iss: ONCE, sub: 'crm' });
      const first = await service.admin.as(credential).evaluate(PERMITTED);
      expect({ status: first.status, decision: first.body.decision }).toEqual({
        ...{ status: 200, decision: true },
      });
      return { body: PERMITTED, credential };
    },
    401,
    'caller.unauthenticated',
  ),
  refused(
    "a caller's token of an issuer of subjects",
    ({ signing }) => ({
      ...{ body: PERMITTED },
      credential: signToken(signing, { iss: FOR_SUBJECTS, sub: 'crm' }),
    }),
    401,
    'caller.unauthenticated',
  ),
  refused(
    'two different tokens in the two places',
    ({ signing }) => {
      const [one, other] = [1, 2].map((nonce) =>
        signToken(signing, { iss: ISSUER, sub: 'a-1', nonce }),
      );
      return {
        body: withMember(PERMITTED, 'context.token', one),
        headers: { 'legate-subject-token': String(other) },
      };
    },
    400,
    'token.conflict',
  ),
  refused(
    'the key of a caller as the forwarded token',
    ({ keys: { decide } }) => ({ body: withMember(PERMITTED, 'context.token', decide) }),
    403,
    'token.invalid',
  ),
];
