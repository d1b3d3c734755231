import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { ServiceKeys } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { RemoteError } from './remote-error.js';
import { RemoteSettings } from './remote-settings.js';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const SERVICE_KEY = 'bundle-remote-secrets';
/** Which key has sealed: one of the settings, or the one that is kept in the database. */
const FROM_SETTINGS = 1;
const FROM_DATABASE = 2;

/**
 * Seals secrets that must be had again in clear (AES-256-GCM). What is sealed for one place opens nowhere else. With
 * the key of the settings, whoever has the database alone has none of them; without it the key lies in the database.
 */
@Injectable()
export class SecretBox {
  constructor(
    private readonly settings: RemoteSettings,
    private readonly keys: ServiceKeys,
  ) {}

  /** @param place what the secret is of, unique. @throws UnavailableError */
  async seal(secret: string, place: string): Promise<Buffer> {
    const origin = this.settings.secretsKey === null ? FROM_DATABASE : FROM_SETTINGS;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, await this.key(origin), nonce);
    cipher.setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(origin), nonce, cipher.getAuthTag(), sealed]);
  }

  /** @throws RemoteError `bundle_remote.secret_unreadable`, UnavailableError */
  async open(box: Buffer, place: string): Promise<string> {
    const key = await this.key(box[0] ?? 0);
    try {
      const nonce = box.subarray(1, 1 + NONCE_BYTES);
      const tag = box.subarray(1 + NONCE_BYTES, 1 + NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(tag);
      const sealed = box.subarray(1 + NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8');
    } catch (cause) {
      throw unreadable(cause);
    }
  }

  private async key(origin: number): Promise<Buffer> {
    if (origin === FROM_DATABASE) {
      return await this.keys.obtain(SERVICE_KEY);
    }
    const { secretsKey } = this.settings;
    if (origin !== FROM_SETTINGS || secretsKey === null) {
      throw unreadable();
    }
    return Buffer.from(hkdfSync('sha256', secretsKey, '', SERVICE_KEY, KEY_BYTES));
  }
}

function unreadable(cause?: unknown): RemoteError {
  const message = 'the secret was sealed with another key (LEGATE_SECRETS_KEY): write it anew';
  return new RemoteError('bundle_remote.secret_unreadable', message, { cause });
}
