import { readFileSync } from 'node:fs';
import { TokenSettings } from '@legate/callers';
import { StartupError } from '@legate/core';
/** @throws StartupError `config.invalid` when the file of certificates cannot be read */
export function tokenSettings({ jwksInternalHosts, jwksCaFile, jwksInsecureHttp }, log) {
    if (jwksInsecureHttp) {
        log.warn({ event: 'config.insecure', setting: 'LEGATE_JWKS_INSECURE_HTTP' });
    }
    const hosts = jwksInternalHosts.split(',').map((host) => host.trim());
    return new TokenSettings({
        allowLoopbackHttp: jwksInsecureHttp,
        internalHosts: hosts.filter((host) => host !== ''),
        authorities: jwksCaFile === '' ? null : readAuthorities(jwksCaFile),
    });
}
function readAuthorities(file) {
    try {
        return readFileSync(file, 'utf8');
    }
    catch (cause) {
        throw new StartupError('config.invalid', 'LEGATE_JWKS_CA_FILE: the file cannot be read', {
            cause,
        });
    }
}
