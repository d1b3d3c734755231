import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { JsonGeneralName, X509Certificate } from '@peculiar/x509';
import type { HttpAnswer } from './http-client.js';

export { ExtendedKeyUsage };

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 3600 * 1000;

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends Certificate {
  issue(names: readonly JsonGeneralName[], options?: LeafOptions): Promise<Certificate>;
}

export interface LeafOptions {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly isAuthority?: boolean;
  readonly usage?: ExtendedKeyUsage;
}

async function toPem(
  certificate: X509Certificate,
  keys: webcrypto.CryptoKeyPair,
): Promise<Certificate> {
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { cert: certificate.toString('pem'), key: PemConverter.encode(pkcs8, 'PRIVATE KEY') };
}

async function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

/** A CA made for a test, and what it issues. */
export async function makeAuthority(name: string): Promise<Authority> {
  cryptoProvider.set(crypto);
  const keys = await makeKeys();
  const root = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + DAY_MS),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
    ],
  });
  const issue = async (
    names: readonly JsonGeneralName[],
    options: LeafOptions = {},
  ): Promise<Certificate> => {
    const own = await makeKeys();
    const usages = [options.usage ?? ExtendedKeyUsage.clientAuth, ExtendedKeyUsage.serverAuth];
    const leaf = await X509CertificateGenerator.create({
      subject: 'CN=leaf',
      issuer: root.subject,
      notBefore: options.notBefore ?? new Date(Date.now() - DAY_MS),
      notAfter: options.notAfter ?? new Date(Date.now() + DAY_MS),
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(options.isAuthority ?? false, undefined, true),
        new KeyUsagesExtension(
          options.isAuthority === true ? KeyUsageFlags.keyCertSign : KeyUsageFlags.digitalSignature,
          true,
        ),
        new ExtendedKeyUsageExtension(options.usage === undefined ? usages : usages.slice(0, 1)),
        ...(names.length > 0 ? [new SubjectAlternativeNameExtension([...names])] : []),
      ],
    });
    return await toPem(leaf, own);
  };
  return { ...(await toPem(root, keys)), issue };
}

/** A folder with these files in it; gives their paths. */
export function writeFiles<Name extends string>(
  contents: Readonly<Record<Name, string>>,
): Record<Name, string> {
  const folder = mkdtempSync(join(tmpdir(), 'legate-tls-'));
  const entries = Object.entries<string>(contents).map(([name, text]): [string, string] => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return [name, path];
  });
  return Object.fromEntries(entries) as Record<Name, string>;
}

export interface TlsRequest {
  readonly ca: string;
  readonly client?: Certificate | undefined;
  readonly key?: string | undefined;
  readonly body?: unknown;
}

/** Asks once over a connection of its own. @throws Error when the connection is refused */
export async function askOverTls(url: string, asked: TlsRequest): Promise<HttpAnswer> {
  const { ca, client, key, body } = asked;
  const text = body === undefined ? undefined : JSON.stringify(body);
  return await new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        ...{
          ca,
          agent: false,
          method: text === undefined ? 'GET' : 'POST',
          ...toOptions(client),
          servername: 'localhost',
        },
        headers: {
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
          ...(text !== undefined && { 'content-type': 'application/json' }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const headers = new Headers(response.headers as Record<string, string>);
          const answer = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers, body: JSON.parse(answer) });
        });
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

function toOptions(client: Certificate | undefined): Partial<Certificate> {
  return client === undefined ? {} : { cert: client.cert, key: client.key };
}
