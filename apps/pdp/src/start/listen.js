import { createServer } from 'node:net';
import { StartupError } from '@legate/core';
/**
 * Makes sure early that the address can be listened on, so that a taken port fails before anything is started.
 *
 * @throws StartupError `server.port_unavailable`
 */
export async function probeAddress({ host, port }) {
    const probe = createServer();
    await new Promise((resolve, reject) => {
        probe.once('error', (cause) => {
            reject(unavailable({ host, port }, cause));
        });
        probe.listen({ host, port, exclusive: true }, () => {
            probe.close(() => {
                resolve();
            });
        });
    });
}
/** Starts to serve. @returns the base URL. @throws StartupError `server.port_unavailable` */
export async function listen(app, address) {
    try {
        await app.listen(address.port, address.host);
    }
    catch (cause) {
        throw unavailable(address, cause);
    }
    return await app.getUrl();
}
function unavailable({ host, port }, cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const why = REASONS[code] ?? code;
    return new StartupError('server.port_unavailable', `cannot listen on ${host}:${port}: ${why}`, {
        cause,
    });
}
const REASONS = {
    EADDRINUSE: 'the port is taken (choose another with LEGATE_PORT)',
    EACCES: 'this user may not use that port (choose another with LEGATE_PORT)',
    EADDRNOTAVAIL: 'this machine has no such address (see LEGATE_HOST)',
    ENOTFOUND: 'there is no such host name (see LEGATE_HOST)',
};
