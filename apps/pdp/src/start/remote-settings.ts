import { accessSync, constants } from 'node:fs';
import { RemoteSettings } from '@legate/bundles';
import { StartupError } from '@legate/core';
import type { OperationalLog } from '@legate/platform';
import type { PdpConfig } from '../config/pdp-config.js';

/** @throws StartupError `config.invalid` when the file of certificates cannot be read */
export function remoteSettings(
  config: PdpConfig,
  searchPath: string,
  log: OperationalLog,
): RemoteSettings {
  const { bundleRemoteCaFile: caFile, secretsKey } = config;
  const httpHosts = hostsOf(config.bundleRemoteHttpHosts);
  if (httpHosts.length > 0) {
    log.warn({ event: 'config.insecure', setting: 'LEGATE_BUNDLE_REMOTE_HTTP_HOSTS' });
  }
  if (caFile !== '') {
    requireReadable(caFile);
  }
  return new RemoteSettings({
    internalHosts: hostsOf(config.bundleRemoteInternalHosts),
    httpHosts,
    caFile: caFile === '' ? null : caFile,
    secretsKey: secretsKey === '' ? null : Buffer.from(secretsKey, 'base64'),
    timeoutMs: config.bundleRemoteTimeoutMs,
    ...(searchPath !== '' && { searchPath }),
  });
}

function hostsOf(list: string): readonly string[] {
  return list
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '');
}

function requireReadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (cause) {
    const message = 'LEGATE_BUNDLE_REMOTE_CA_FILE: the file cannot be read';
    throw new StartupError('config.invalid', message, { cause });
  }
}
