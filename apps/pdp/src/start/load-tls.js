import { StartupError } from '@legate/core';
import { TlsFiles } from '../http/tls-files.js';
/** Null for plain HTTP. @throws StartupError `config.invalid` when a setting is missing or a file is wrong */
export function loadTls(config) {
    const { tlsCertFile: cert, tlsKeyFile: key, tlsClientCaFile: ca, tlsTrustDomain } = config;
    if ([cert, key, ca, tlsTrustDomain].every((value) => value === '')) {
        return null;
    }
    if (cert === '' || key === '') {
        throw invalid('TLS needs both LEGATE_TLS_CERT_FILE and LEGATE_TLS_KEY_FILE');
    }
    if ((ca === '') !== (tlsTrustDomain === '')) {
        throw invalid('LEGATE_TLS_CLIENT_CA_FILE and LEGATE_TLS_TRUST_DOMAIN need each other');
    }
    try {
        const clientCa = ca === '' ? null : ca;
        return new TlsFiles({ cert, key, clientCa, trustDomain: tlsTrustDomain });
    }
    catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause);
        throw invalid(`the files of LEGATE_TLS_* cannot be used: ${why}`, cause);
    }
}
function invalid(message, cause) {
    return new StartupError('config.invalid', message, { cause });
}
