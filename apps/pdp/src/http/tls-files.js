import { X509Certificate } from 'node:crypto';
import { constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
const WATCH_INTERVAL_MS = 5000;
/** Certificate, key and client CA, read from files, and again when they change. */
export class TlsFiles {
    names;
    trustDomain;
    /** Grows with each change: a client's certificate counts only with the CA of the present generation. */
    generation = 0;
    contents;
    /** @throws Error when a file cannot be read, or they do not fit together */
    constructor(names) {
        this.names = names;
        this.trustDomain = names.trustDomain;
        this.contents = this.read();
    }
    get asksForCertificates() {
        return this.names.clientCa !== null;
    }
    get options() {
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
    reload(server) {
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
    watch(server, log) {
        const timer = setInterval(() => {
            try {
                if (this.reload(server)) {
                    log.info({ event: 'tls.reloaded' });
                }
            }
            catch (err) {
                log.warn({ event: 'tls.not_reloaded', err });
            }
        }, WATCH_INTERVAL_MS);
        timer.unref();
        return () => {
            clearInterval(timer);
        };
    }
    read() {
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
function toContext({ cert, key, ca }) {
    return { cert, key, minVersion: 'TLSv1.2', ...(ca !== null && { ca }) };
}
function isSame(one, other) {
    return ['cert', 'key', 'ca'].every((name) => one[name]?.toString('latin1') === other[name]?.toString('latin1'));
}
