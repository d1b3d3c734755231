import { StartupError } from '@legate/core';
import {
  PolicyBuildError,
  SIGNATURES_FILE,
  type ArchiveFile,
  type BuildProblemCode,
} from '@legate/policy';
import { compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import type { BundleSignature } from './bundle.js';
import { signedFileProblems, type SignedFile } from './signed-files.js';

export const SIGNATURE_DEMANDS = ['auto', 'required', 'optional'] as const;
export type SignatureDemand = (typeof SIGNATURE_DEMANDS)[number];

/** Who may sign bundles, and whether they must be signed. */
export interface SignatureSettings {
  /** A JWK Set (RFC 7517) of public keys, as JSON; empty for none. */
  readonly keys: string;
  readonly demand: SignatureDemand;
  /** The `scope` that signatures must have; empty for none. */
  readonly scope: string;
}

/** Asymmetric ones only: who can verify must not be able to sign. */
const ALGORITHMS = new Set(['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA']);
const KEY_TYPES = new Set(['RSA', 'EC', 'OKP']);

interface Payload {
  readonly files: readonly SignedFile[];
  readonly keyid?: string;
  readonly scope?: string;
  readonly iss?: string;
  readonly iat?: number;
}

/** Holds the signature of a bundle, made as `opa sign` does, against the keys that are trusted. OPA-15 to OPA-17. */
export class BundleVerifier {
  private constructor(
    private readonly keys: readonly JWK[],
    private readonly settings: SignatureSettings,
  ) {}

  /** @throws StartupError `config.invalid` when the keys are no JWK Set of public keys */
  static with(settings: SignatureSettings): BundleVerifier {
    return new BundleVerifier(settings.keys === '' ? [] : readKeys(settings.keys), settings);
  }

  /**
   * What the signature says; null for a bundle that need not be signed and is not.
   * @throws PolicyBuildError `policy.signature.*`: not signed and must be; signed and there are no keys; the signature
   * or the list of files does not hold
   */
  async verify(files: readonly ArchiveFile[]): Promise<BundleSignature | null> {
    const signatures = files.find(({ path }) => path === SIGNATURES_FILE);
    if (signatures === undefined) {
      const { demand } = this.settings;
      if (demand === 'required' || (demand === 'auto' && this.keys.length > 0)) {
        throw refusal('policy.signature.missing', 'The bundle must be signed');
      }
      return null;
    }
    if (this.keys.length === 0) {
      const message = 'The bundle is signed, and no keys are configured to verify it with';
      throw refusal('policy.signature.unconfigured', message);
    }
    const { payload, keyId, algorithm } = await this.verified(readToken(signatures.content));
    this.requireScope(payload);
    const problems = signedFileProblems(files, payload.files);
    if (problems.length > 0) {
      throw new PolicyBuildError(problems);
    }
    const { iss, iat } = payload;
    return { keyId, algorithm, issuer: iss ?? null, issuedAt: iat ?? null };
  }

  private requireScope({ scope = '' }: Payload): void {
    if (scope !== this.settings.scope) {
      throw invalid(`The scope is "${scope}", and must be "${this.settings.scope}"`);
    }
  }

  private async verified(
    token: string,
  ): Promise<{ readonly payload: Payload; readonly keyId: string; readonly algorithm: string }> {
    const { alg: algorithm, kid } = readHeader(token);
    if (algorithm === undefined || !ALGORITHMS.has(algorithm)) {
      throw invalid(`The algorithm ${algorithm ?? 'none'} is not taken`);
    }
    const wanted = kid ?? readPayload(Buffer.from(token.split('.')[1] ?? '', 'base64url')).keyid;
    const candidates = this.keys.filter((key) => wanted === undefined || key.kid === wanted);
    for (const key of candidates) {
      const payload = await verifiedBy(key, token, algorithm);
      if (payload !== null) {
        return { payload: readPayload(payload), keyId: key.kid ?? '', algorithm };
      }
    }
    throw invalid(
      candidates.length === 0
        ? 'The key that signed it is not known'
        : 'The signature does not hold',
    );
  }
}

/** The payload; null when another key has made the signature, or one of another kind. */
async function verifiedBy(key: JWK, token: string, algorithm: string): Promise<Uint8Array | null> {
  try {
    const trusted = await importJWK(key, algorithm);
    return (await compactVerify(token, trusted, { algorithms: [algorithm] })).payload;
  } catch {
    return null;
  }
}

function readKeys(text: string): readonly JWK[] {
  let keys: unknown;
  try {
    keys = (JSON.parse(text) as { readonly keys?: unknown }).keys;
  } catch {
    keys = null;
  }
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every(isPublicKey)) {
    throw new StartupError(
      'config.invalid',
      'LEGATE_BUNDLE_KEYS must be a JWK Set of public keys (RSA, EC or OKP), each with a kid',
    );
  }
  return keys;
}

function isPublicKey(key: unknown): key is JWK {
  const { kty, kid, d } = (key ?? {}) as JWK;
  return typeof kid === 'string' && kid !== '' && KEY_TYPES.has(String(kty)) && d === undefined;
}

function readToken(content: Buffer): string {
  const { signatures } = parse(content) as { readonly signatures?: readonly unknown[] };
  const [token] = Array.isArray(signatures) ? (signatures as unknown[]) : [];
  if (typeof token !== 'string' || signatures?.length !== 1) {
    throw invalid('There must be one signature, a JWT');
  }
  return token;
}

function readHeader(token: string): { readonly alg?: string; readonly kid?: string } {
  try {
    return decodeProtectedHeader(token);
  } catch {
    throw invalid('The signature is no JWT');
  }
}

function readPayload(bytes: Uint8Array): Payload {
  const payload = parse(Buffer.from(bytes)) as Partial<Payload>;
  if (
    !Array.isArray(payload.files) ||
    !payload.files.every(isSignedFile) ||
    !hasPlainClaims(payload)
  ) {
    throw invalid('The signature lists no files, or a claim is of the wrong type');
  }
  return payload as Payload;
}

function hasPlainClaims({ keyid, scope, iss, iat }: Partial<Payload>): boolean {
  const isText = (claim: unknown): boolean => claim === undefined || typeof claim === 'string';
  return [keyid, scope, iss].every(isText) && (iat === undefined || typeof iat === 'number');
}

function isSignedFile(file: unknown): file is SignedFile {
  const { name, hash, algorithm } = (file ?? {}) as Partial<SignedFile>;
  return [name, hash, algorithm].every((member) => typeof member === 'string');
}

function parse(content: Buffer): object {
  try {
    const value: unknown = JSON.parse(content.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    throw invalid('The signature is not JSON');
  }
}

function invalid(message: string): PolicyBuildError {
  return refusal('policy.signature.invalid', message);
}

function refusal(code: BuildProblemCode, message: string): PolicyBuildError {
  return new PolicyBuildError([{ code, file: SIGNATURES_FILE, line: 0, message }]);
}
