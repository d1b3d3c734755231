import { createHmac } from 'node:crypto';
import { isSignedWebhook } from './webhook-signature.js';

const SECRET = 'a secret of sixteen and more';
const BODY = Buffer.from('{"ref":"refs/heads/main"}');
const NOW = 1_764_000_000_000;
const hex = (secret = SECRET, body = BODY): string =>
  createHmac('sha256', secret).update(body).digest('hex');
const standard = (
  { id = 'msg_1', at = NOW / 1000, key = Buffer.from(SECRET) } = {},
  prefix = 'v1,',
): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(at),
  'webhook-signature':
    prefix + createHmac('sha256', key).update(`${id}.${at}.`).update(BODY).digest('base64'),
});
const isSigned = (
  headers: Record<string, string | string[]>,
  { secret = SECRET, body = BODY } = {},
): boolean => isSignedWebhook(secret, { headers, body, now: NOW });

describe('a webhook', () => {
  it.each<[string, Record<string, string>]>([
    ['GitHub', { 'x-hub-signature-256': `sha256=${hex()}` }],
    ['Gitea', { 'x-gitea-signature': hex() }],
    ['Forgejo', { 'x-forgejo-signature': hex(), 'x-gitea-signature': hex() }],
    ['GitLab, its secret token', { 'x-gitlab-token': SECRET }],
    ['GitLab, its signing token', standard()],
    [
      'the second of several signatures',
      { ...standard(), 'webhook-signature': `v1,AAAA ${standard()['webhook-signature']}` },
    ],
  ])('is believed when it is signed as by %s', (_, headers) => {
    expect(isSigned(headers)).toBe(true);
    expect(isSigned(headers, { secret: `${SECRET}.` })).toBe(false);
  });

  it('has the key of a signing token in base64', () => {
    const key = Buffer.from('0123456789abcdef0123456789abcdef');
    const secret = `whsec_${key.toString('base64')}`;
    expect(isSigned(standard({ key }), { secret })).toBe(true);
    expect(isSigned(standard(), { secret })).toBe(false);
  });

  it('of GitHub agrees with the example of its documentation', () => {
    const headers = {
      'x-hub-signature-256':
        'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    };
    const body = Buffer.from('Hello, World!');
    expect(isSigned(headers, { secret: "It's a Secret to Everybody", body })).toBe(true);
  });

  it.each<[string, Record<string, string | string[]>]>([
    ['without a signature', {}],
    ['with an empty one', { 'x-hub-signature-256': '' }],
    ['with the hash of another algorithm', { 'x-hub-signature': `sha1=${hex()}` }],
    ['with one that is cut', { 'x-gitea-signature': hex().slice(0, 40) }],
    ['with two of a kind', { 'x-gitea-signature': [hex(), hex()] }],
    [
      'with a wrong one and a right one of another kind',
      { 'x-hub-signature-256': 'sha256=00', 'x-gitlab-token': SECRET },
    ],
    ['that is old', standard({ at: NOW / 1000 - 301 })],
    ['of another time than signed', { ...standard(), 'webhook-timestamp': String(NOW / 1000 + 1) }],
    ['of no time', { ...standard(), 'webhook-timestamp': 'now' }],
    ['of another version', standard({}, 'v2,')],
  ])('is not believed %s', (_, headers) => {
    expect(isSigned(headers)).toBe(false);
  });

  it('is not believed with another body', () => {
    const body = Buffer.from('{}');
    expect(isSigned({ 'x-hub-signature-256': `sha256=${hex()}` }, { body })).toBe(false);
    expect(isSigned(standard(), { body })).toBe(false);
  });
});
