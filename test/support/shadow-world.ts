import type { HttpAnswer, HttpClient } from './http-client.js';
import { bundleOf, pushBundle } from './push-bundle.js';

const PATH = '/admin/v1/bundles';

/** A policy of these rules alone, without guards. */
export const policyOf = (...rules: readonly string[]): string =>
  ['package policy.main', '', 'guards := set()', '', ...rules, ''].join('\n');

/** Permits one user everything, for a reason of that name. */
export const permits = (user: string): string =>
  `permit contains "${user}" if input.subject.id == "${user}"`;

/** Pushes a policy; without `activate` it is only kept. @returns its id */
export async function pushPolicy(
  client: HttpClient,
  revision: string,
  { rego, activate = false }: { readonly rego: string; readonly activate?: boolean },
): Promise<string> {
  const query = `?activate=${String(activate)}`;
  const answer = await pushBundle(client, bundleOf(revision, { 'main.rego': rego }), { query });
  if (answer.status !== 201) {
    throw new Error(`the policy was refused: ${JSON.stringify(answer.body)}`);
  }
  return answer.body.id as string;
}

export async function startShadow(
  client: HttpClient,
  bundle: string,
  query = '',
): Promise<HttpAnswer> {
  return await client.send('POST', `${PATH}/${bundle}/shadow${query}`);
}

export async function readShadow(client: HttpClient, bundle: string): Promise<HttpAnswer> {
  return await client.get(`${PATH}/${bundle}/shadow`);
}

/** Reads the report again and again until it is so. */
export async function shadowUntil(
  client: HttpClient,
  bundle: string,
  isSo: (report: HttpAnswer['body']) => boolean,
): Promise<HttpAnswer['body']> {
  for (;;) {
    const { status, body } = await readShadow(client, bundle);
    if (status !== 200 || isSo(body)) {
      return body;
    }
  }
}

/** Asks for one decision. */
export async function askAs(
  client: HttpClient,
  user: string,
  question: { readonly action?: string; readonly agent?: string } = {},
): Promise<HttpAnswer> {
  const { action = 'read', agent } = question;
  return await client.evaluate({
    subject: { type: 'user', id: user, properties: { secret: 'hidden' } },
    action: { name: action },
    resource: { type: 'record', id: 'r1' },
    ...(agent !== undefined && { context: { agent } }),
  });
}
