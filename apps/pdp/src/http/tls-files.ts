import { X509Certificate } from 'node:crypto';
import { constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server, ServerOptions } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { OperationalLog } from '@legate/platform';

const WATCH_INTERVAL_MS = 5000;

export interface TlsFileNames {
  readonly cert: string;
  readonly key: string;
  /** Null when certificates of clients are not asked for. */
  readonly clientCa: string | null;
  /** The SPIFFE trust domain that the client CA is of. */
  readonly trustDomain: string;
}

interface Contents {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca: Buffer | null;
}

/** Certificate, key and client CA, read from files, and again when they change. */
export class TlsFiles {
  readonly trustDomain: string;
  /** Grows with each change: a client's certificate counts only with the CA of the present generation. */
  generation = 0;
  private contents: Contents;

  /** @throws Error when a file cannot be read, or they do not fit together */
  constructor(private readonly names: TlsFileNames) {
    this.trustDomain = names.trustDomain;
    this.contents = this.read();
  }

  get asksForCertificates(): boolean {
    return this.names.clientCa !== null;
  }

  get options(): ServerOptions {
    return {
      ...toContext(this.contents),
      requestCert: this.asksForCertificates,
      // Those without one may use keys; those with a bad one are cut off by `watchPeers`.
      rejectUnauthorized: false,
      // A session that is resumed would bring along what an earlier CA has let in.
      secureOptions: constants.SSL_OP_NO_TICKET,
    };
  }

  /** Takes what the files hold now, if it has changed. @throws Error as the constructor; the server goes on as it is. */
  reload(server: Server): boolean {
    const contents = this.read();
    if (isSame(contents, this.contents)) {
      return false;
    }
    const isNewAuthority = !isSame({ ca: contents.ca }, { ca: this.contents.ca });
    server.setSecureContext(toContext(contents));
    this.contents = contents;
    this.generation += isNewAuthority ? 1 : 0;
    return true;
  }

  /** Looks every few seconds. @returns what ends it */
  watch(server: Server, log: OperationalLog): () => void {
    const timer = setInterval(() => {
      try {
        if (this.reload(server)) {
          log.info({ event: 'tls.reloaded' });
        }
      } catch (err) {
        log.warn({ event: 'tls.not_reloaded', err });
      }
    }, WATCH_INTERVAL_MS);
    timer.unref();
    return () => {
      clearInterval(timer);
    };
  }

  private read(): Contents {
    const { cert, key, clientCa } = this.names;
    const contents = {
      cert: readFileSync(cert),
      key: readFileSync(key),
      ca: clientCa === null ? null : readFileSync(clientCa),
    };
    createSecureContext(toContext(contents));
    if (contents.ca !== null) {
      // Without one in it nobody would be let in; and it must be no other file by mistake.
      new X509Certificate(contents.ca);
    }
    return contents;
  }
}

function toContext({ cert, key, ca }: Contents): ServerOptions {
  return { cert, key, minVersion: 'TLSv1.2', ...(ca !== null && { ca }) };
}

function isSame(one: Partial<Contents>, other: Partial<Contents>): boolean {
  return (['cert', 'key', 'ca'] as const).every(
    (name) => one[name]?.toString('latin1') === other[name]?.toString('latin1'),
  );
}
