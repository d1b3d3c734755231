import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { chmod, link, mkdir, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointLine, CheckpointSigner } from './checkpoint.js';

const KEY_FILE = 'checkpoint-key.pem';
/** Beside it: what others verify with. */
export const PUBLIC_KEY_FILE = 'checkpoint-key.pub.pem';
const OTHERS_MAY = 0o077;
const PEM = /-----BEGIN PUBLIC KEY-----[\s\S]*?-----END PUBLIC KEY-----/g;

/** Signs checkpoints (Ed25519, RFC 8032). */
export class CheckpointKey implements CheckpointSigner {
  readonly id: string;
  /** PEM. */
  readonly publicKey: string;

  private constructor(private readonly key: KeyObject) {
    const publicKey = createPublicKey(key);
    this.id = idOf(publicKey);
    this.publicKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  /** Null when the text is no Ed25519 private key as PEM. */
  static parse(pem: string): CheckpointKey | null {
    try {
      const key = createPrivateKey(pem);
      return key.asymmetricKeyType === 'ed25519' ? new CheckpointKey(key) : null;
    } catch {
      return null;
    }
  }

  /**
   * The key of a data folder, made when there is none; processes that share the folder share it.
   *
   * @throws Error when others than the service's user may read it, or it is no key
   */
  static async obtain(folder: string): Promise<CheckpointKey> {
    const file = join(folder, KEY_FILE);
    await mkdir(folder, { recursive: true });
    const pem = (await readKey(file)) ?? (await makeKey(file));
    const key = CheckpointKey.parse(pem);
    if (key === null) {
      throw new Error(`${file} is no Ed25519 private key as PEM`);
    }
    return key;
  }

  sign(text: string): string {
    return sign(null, Buffer.from(text), this.key).toString('base64');
  }

  /** Writes the public part into a folder. @returns its path */
  async publish(folder: string): Promise<string> {
    const file = join(folder, PUBLIC_KEY_FILE);
    await writeFile(file, this.publicKey);
    return file;
  }
}

/** Public keys of checkpoints that are trusted. */
export class CheckpointKeys {
  private readonly keys: ReadonlyMap<string, KeyObject>;

  private constructor(keys: readonly KeyObject[]) {
    this.keys = new Map(keys.map((key) => [idOf(key), key]));
  }

  /** Reads PEM texts, any number in one. Null when there is something in them that is no Ed25519 public key. */
  static parse(text: string): CheckpointKeys | null {
    const pems = text.match(PEM) ?? [];
    if (text.replaceAll(PEM, '').trim() !== '') {
      return null;
    }
    try {
      const keys = pems.map((pem) => createPublicKey(pem));
      return keys.every((key) => key.asymmetricKeyType === 'ed25519')
        ? new CheckpointKeys(keys)
        : null;
    } catch {
      return null;
    }
  }

  get ids(): readonly string[] {
    return [...this.keys.keys()];
  }

  /** Null when the key that a line names is not one of these. */
  verify({ checkpoint, signed, signature }: CheckpointLine): boolean | null {
    const key = this.keys.get(checkpoint.keyId);
    return key === undefined
      ? null
      : verify(null, Buffer.from(signed), key, Buffer.from(signature, 'base64'));
  }
}

/** The first 16 hex digits of SHA-256 of the key as DER. */
function idOf(publicKey: KeyObject): string {
  return hash('sha256', publicKey.export({ type: 'spki', format: 'der' }), 'hex').slice(0, 16);
}

async function readKey(file: string): Promise<string | null> {
  try {
    if (((await stat(file)).mode & OTHERS_MAY) !== 0) {
      throw new Error(`${file} can be read by others: it must have the mode 0600`);
    }
    return await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      return null;
    }
    throw cause;
  }
}

/** A link is made whole or not at all, and only when the name is free: of two that make one, both get the same. */
async function makeKey(file: string): Promise<string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, pem, { mode: 0o600, flag: 'wx' });
  try {
    await chmod(draft, 0o600);
    await link(draft, file);
    return pem;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      return (await readKey(file)) ?? '';
    }
    throw cause;
  } finally {
    await unlink(draft);
  }
}
