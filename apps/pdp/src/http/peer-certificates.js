import { isSpiffeId } from '../admin-api/identities/spiffe-id.js';
/** Tells the SPIFFE id of the certificate that a connection was made with. */
export class PeerCertificates {
    files;
    feed;
    peers = new WeakMap();
    constructor(files, feed) {
        this.files = files;
        this.feed = feed;
    }
    /** A certificate that is not wholly right closes its connection: it is refused, whatever comes with it. */
    accept(socket) {
        const certificate = socket.getPeerX509Certificate();
        if (certificate === undefined) {
            return;
        }
        const spiffeId = socket.authorized ? readSpiffeId(certificate, this.files.trustDomain) : null;
        if (spiffeId === null) {
            socket.destroy();
            return;
        }
        const notAfter = Date.parse(certificate.validTo);
        this.peers.set(socket, { spiffeId, notAfter, generation: this.files.generation });
    }
    /** Null when it has none, or one that has expired or was let in by a CA that is replaced. */
    spiffeIdOf(socket) {
        const peer = this.peers.get(socket);
        const now = this.feed.now();
        const isGood = peer !== undefined &&
            now !== null &&
            now < peer.notAfter &&
            peer.generation === this.files.generation;
        return isGood ? peer.spiffeId : null;
    }
}
/** Null when certificates are not asked for. */
export function watchPeers(server, files, feed) {
    if (!files.asksForCertificates) {
        return null;
    }
    const certificates = new PeerCertificates(files, feed);
    server.on('secureConnection', (socket) => {
        certificates.accept(socket);
    });
    return certificates;
}
const URI = 'URI:';
/** X.509-SVID sections 2, 4.1 and 5.2: a leaf with exactly one URI, a SPIFFE id with a path, of our trust domain. */
export function readSpiffeId(certificate, trustDomain) {
    // Node quotes a name that has a comma or a quote in it; a SPIFFE id never has.
    const names = (certificate.subjectAltName ?? '').split(', ');
    const [name = '', ...further] = names.filter((one) => one.startsWith(URI));
    const id = name.slice(URI.length);
    const isOurs = id.startsWith(`spiffe://${trustDomain}/`) && isSpiffeId(id);
    return isOurs && further.length === 0 && !certificate.ca ? id : null;
}
