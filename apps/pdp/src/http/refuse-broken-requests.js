import { STATUS_CODES } from 'node:http';
/**
 * Answers what Node could not read as a request, as problem details, and closes the connection. One that failed below
 * HTTP, as in the handshake of TLS, is closed without: an answer would wait for ever to be sent.
 */
export function refuseBrokenRequest(error, socket) {
    const { code: cause = '' } = error;
    const refusal = REFUSALS[cause] ?? (cause.startsWith('HPE_') ? MALFORMED : null);
    if (refusal === null || !socket.writable) {
        socket.destroy();
        return;
    }
    const [status, code, detail] = refusal;
    const title = STATUS_CODES[status] ?? 'Error';
    const body = JSON.stringify({ type: `urn:legate:error:${code}`, title, status, code, detail });
    const head = [
        `HTTP/1.1 ${status} ${title}`,
        'content-type: application/problem+json',
        `content-length: ${Buffer.byteLength(body)}`,
        'cache-control: no-store',
        'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
const MALFORMED = [400, 'request.malformed', 'this is not a request of HTTP/1.1'];
const REFUSALS = {
    HPE_HEADER_OVERFLOW: [431, 'request.headers_too_large', 'the headers are larger than the limit'],
    ERR_HTTP_REQUEST_TIMEOUT: [408, 'request.not_received', 'the request did not arrive in time'],
};
