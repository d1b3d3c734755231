import type { HttpAnswer, HttpClient } from './http-client.js';
import { packTar } from './tar.js';

export type Files = Readonly<Record<string, string>>;

/** A policy that permits everything, and says by which rule. */
export const permitting = (reason: string): string =>
  `package policy.main\n\nguards := set()\n\npermit contains "${reason}" if is_string(input.subject.id)\n`;

/** The files of a bundle whose manifest calls it so. */
export const bundleOf = (revision: string, files: Files): Files => ({
  '.manifest': JSON.stringify({ revision, roots: ['policy'] }),
  ...files,
});

export function packBundle(files: Files): Buffer {
  return packTar(Object.entries(files).map(([name, content]) => ({ name, content })));
}

/** Pushes an archive as the client's caller. */
export async function pushArchive(
  client: HttpClient,
  archive: Buffer,
  { query = '', prefix = '', type = 'application/gzip' } = {},
): Promise<HttpAnswer> {
  const path = `${prefix}/admin/v1/bundles${query}`;
  return await client.send('POST', path, archive, { 'content-type': type });
}

export async function pushBundle(
  client: HttpClient,
  files: Files,
  options: { readonly query?: string; readonly prefix?: string } = {},
): Promise<HttpAnswer> {
  return await pushArchive(client, packBundle(files), options);
}
