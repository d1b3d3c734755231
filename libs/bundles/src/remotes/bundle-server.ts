import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { get as getHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { rootCertificates } from 'node:tls';
import { checkedLookup } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import { authorizationOf, toLine } from './bundle-source.js';
import type { Asked, Found } from './bundle-source.js';
import { addressRule } from './remote-address.js';
import { RemoteError } from './remote-error.js';
import { RemoteSettings } from './remote-settings.js';

/** Asks a bundle server as OPA does (OPA-13, OPA-14): with the tag of what was last taken in, following no redirect. */
@Injectable()
export class BundleServer {
  constructor(private readonly settings: RemoteSettings) {}

  /** @throws RemoteError */
  async ask(asked: Asked): Promise<Found> {
    let response: IncomingMessage;
    try {
      response = await this.open(asked);
    } catch (cause) {
      throw cause instanceof RemoteError ? cause : failed('the server does not answer', cause);
    }
    try {
      return await read(response, asked);
    } finally {
      response.destroy();
    }
  }

  private async open({ remote, credential, version, signal }: Asked): Promise<IncomingMessage> {
    const url = new URL(remote.url);
    const { caFile } = this.settings;
    const options = {
      lookup: checkedLookup(addressRule(url, this.settings)),
      // No connection of anybody else's, and none is kept.
      agent: false,
      signal,
      headers: {
        accept: 'application/gzip, application/vnd.openpolicyagent.bundles',
        prefer: 'modes=snapshot',
        'user-agent': 'legate',
        ...(isTag(version) && { 'if-none-match': version }),
        ...(credential !== null && { authorization: authorizationOf(credential) }),
      },
      ...(caFile !== null && { ca: [...rootCertificates, await readFile(caFile, 'utf8')] }),
    } as const;
    return await new Promise((resolve, reject) => {
      const get = url.protocol === 'https:' ? getHttps : getHttp;
      get(url, options, resolve).on('error', reject);
    });
  }
}

const isTag = (version: string | null): version is string =>
  version !== null && /^(W\/)?"/u.test(version);

async function read(response: IncomingMessage, asked: Asked): Promise<Found> {
  const { statusCode = 0 } = response;
  const { version, refusedVersion } = asked;
  if (statusCode === 304 && isTag(version)) {
    return { kind: 'unchanged', version };
  }
  if (statusCode !== 200) {
    throw failed(`the server answers ${statusCode}`);
  }
  const tag = tagOf(response);
  if (tag !== null && [version, refusedVersion].includes(tag)) {
    return known(tag, version);
  }
  const archive = await readAll(response, asked.maxBytes);
  const found = tag ?? `sha256:${createHash('sha256').update(archive).digest('hex')}`;
  return [version, refusedVersion].includes(found)
    ? known(found, version)
    : { kind: 'new', version: found, archive };
}

/** One that can be sent back; what else is there is none. */
function tagOf({ headers: { etag } }: IncomingMessage): string | null {
  return etag !== undefined && /^(W\/)?"[\x21\x23-\x7e]{0,512}"$/u.test(etag) ? etag : null;
}

function known(found: string, version: string | null): Found {
  return { kind: found === version ? 'unchanged' : 'refused_before', version: found };
}

async function readAll(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) {
        throw failed(`the bundle is larger than ${maxBytes} bytes`);
      }
      chunks.push(chunk);
    }
  } catch (cause) {
    throw cause instanceof RemoteError ? cause : failed('the answer broke off', cause);
  }
  return Buffer.concat(chunks);
}

function failed(message: string, cause?: unknown): RemoteError {
  const reason = cause instanceof Error ? `: ${toLine(cause.message)}` : '';
  return new RemoteError('bundle_remote.fetch_failed', message + reason, { cause });
}
