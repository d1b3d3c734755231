import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a webhook was sent with; names of headers in lower case. */
export interface WebhookDelivery {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
  /** The clock, ms since the epoch. */
  readonly now: number;
}

/** How old or early a delivery of the Standard Webhooks form may be, s. */
const TOLERANCE_SECONDS = 300;

type Form = (secret: string, delivery: WebhookDelivery, value: string) => boolean;

/**
 * How senders prove that they know the secret. GitHub, Gitea and Forgejo sign the body; GitLab sends its token as it
 * is, or signs by the Standard Webhooks form (GitLab's signing token).
 */
const FORMS: readonly (readonly [header: string, form: Form])[] = [
  ['x-hub-signature-256', isSignedBody],
  ['x-forgejo-signature', isSignedBody],
  ['x-gitea-signature', isSignedBody],
  ['webhook-signature', isStandard],
  ['x-gitlab-token', (secret, _, token) => isEqual(token, secret)],
];

/**
 * Whether a webhook comes from somebody who knows the secret. Of the forms known, the first whose header is there
 * decides: a wrong one is not mended by another. All comparisons take the same time whatever they find.
 *
 * A delivery may be replayed: it only makes us look at the source.
 */
export function isSignedWebhook(secret: string, delivery: WebhookDelivery): boolean {
  const found = FORMS.find(([header]) => delivery.headers[header] !== undefined);
  if (found === undefined) {
    return false;
  }
  const [header, form] = found;
  return form(secret, delivery, headerOf(delivery, header));
}

/** One that is there twice is none. */
function headerOf({ headers }: WebhookDelivery, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}

/** GitHub writes the name of the hash before it. */
function isSignedBody(secret: string, { body }: WebhookDelivery, signature: string): boolean {
  const wanted = createHmac('sha256', secret).update(body).digest('hex');
  return isEqual(signature.replace(/^sha256=/u, ''), wanted);
}

function isStandard(secret: string, delivery: WebhookDelivery, signatures: string): boolean {
  const id = headerOf(delivery, 'webhook-id');
  const timestamp = headerOf(delivery, 'webhook-timestamp');
  const apart = Math.abs(Number(timestamp) - delivery.now / 1000);
  const wanted = createHmac('sha256', standardKey(secret))
    .update(`${id}.${timestamp}.`)
    .update(delivery.body)
    .digest('base64');
  const isKnown = signatures
    .split(' ')
    .slice(0, 10)
    .map((each) => isEqual(each, `v1,${wanted}`))
    .includes(true);
  return isKnown && apart <= TOLERANCE_SECONDS;
}

/** `whsec_` and base64; a secret without that prefix is the key as it is. */
function standardKey(secret: string): Buffer {
  const [, encoded] = /^whsec_([A-Za-z0-9+/=_-]+)$/u.exec(secret) ?? [];
  return encoded === undefined ? Buffer.from(secret) : Buffer.from(encoded, 'base64');
}

/** Digests have one length, so that no comparison tells how long the secret is. */
function isEqual(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
