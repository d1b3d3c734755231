import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOpa } from '@legate/policy';
import { CompactSign } from 'jose';
import { testOpa, withFolder } from '../policy/support/opa.js';
import { expectProblem } from '../support/expect-error.js';
import { GitClient, remoteOf } from '../support/git-client.js';
import type { HttpAnswer } from '../support/http-client.js';
import { packBundle, permitting, pushArchive } from '../support/push-bundle.js';
import type { Files } from '../support/push-bundle.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

const SIGNATURES = '.signatures.json';
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 });
const EC = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ED = generateKeyPairSync('ed25519');
const STRANGER = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const jwk = (key: KeyObject, kid: string): object => ({ ...key.export({ format: 'jwk' }), kid });
const KEYS = JSON.stringify({
  keys: [jwk(RSA.publicKey, 'rsa'), jwk(EC.publicKey, 'ec'), jwk(ED.publicKey, 'ed')],
});

let service: RunningService;
let open: RunningService;
let counter = 0;

beforeAll(async () => {
  service = await startService({ signatures: { keys: KEYS, demand: 'auto', scope: '' } });
  open = await startService({ beside: service });
});

afterAll(async () => {
  await open.stop();
  await service.stop();
});

/** Files that were not pushed before. */
function fresh(): Files {
  counter += 1;
  return {
    '.manifest': JSON.stringify({
      roots: ['policy'],
      revision: `s${counter}`,
      metadata: { z: [1, 'é<&>'], a: null },
    }),
    'policy/main.rego': permitting(`s${counter}`),
    'data.json': '{}',
  };
}

async function signedAt(iat: number): Promise<Files> {
  const files = fresh();
  return { ...files, [SIGNATURES]: await sign({ ...(await payloadOf(files)), iat }) };
}

interface Signing {
  readonly key?: KeyObject;
  readonly algorithm?: string;
  readonly claims?: object;
}

/** The signatures file that OPA itself writes for the files. */
async function signWithOpa(
  files: Files,
  { key = EC.privateKey, algorithm = 'ES256', claims = {} }: Signing = {},
): Promise<string> {
  const opa = await testOpa();
  const keyFiles = {
    'key.pem': key.export({ format: 'pem', type: 'pkcs8' }).toString(),
    'claims.json': JSON.stringify(claims),
  };
  return await withFolder(
    keyFiles,
    async (keys) =>
      await withFolder(files, async (folder) => {
        const args = [
          'sign',
          '--bundle',
          '.',
          '--signing-key',
          join(keys, 'key.pem'),
          '--signing-alg',
          algorithm,
        ];
        const more = ['--claims-file', join(keys, 'claims.json'), '--output-file-path', keys];
        const { exitCode, stderr } = await runOpa(opa, [...args, ...more], { cwd: folder });
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        return await readFile(join(keys, SIGNATURES), 'utf8');
      }),
  );
}

/** Whether OPA takes the bundle as signed by the key. */
async function opaVerifies(archive: Buffer, key: KeyObject): Promise<boolean> {
  const pem = key.export({ format: 'pem', type: 'spki' }).toString();
  return await withFolder({ 'key.pem': pem }, async (cwd) => {
    await writeFile(join(cwd, 'in.tar.gz'), archive);
    const args = ['build', '--bundle', 'in.tar.gz', '--output', 'out.tar.gz'];
    const verify = ['--verification-key', 'key.pem', '--signing-alg', 'ES256'];
    const { exitCode } = await runOpa(await testOpa(), [...args, ...verify], { cwd });
    return exitCode === 0;
  });
}

async function push(files: Files, to: RunningService = service): Promise<HttpAnswer> {
  return await pushArchive(to.admin, packBundle(files));
}

function expectRefused(answer: HttpAnswer, code: string, says = ''): void {
  expectProblem(answer, 422, 'policy.build_refused');
  expect(answer.body.errors).toContainEqual(
    expect.objectContaining({ code, message: expect.stringContaining(says) as unknown }),
  );
}

/** A signature of a payload of any form. */
async function sign(
  payload: object,
  { key = ED.privateKey, header = {} }: { key?: KeyObject; header?: object } = {},
): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(payload));
  const token = await new CompactSign(bytes)
    .setProtectedHeader({ alg: 'EdDSA', ...header })
    .sign(key);
  return JSON.stringify({ signatures: [token] });
}

async function payloadOf(
  files: Files,
  change: (listed: Record<string, string>[]) => object[] = (all) => all,
): Promise<object> {
  const { signatures } = JSON.parse(await signWithOpa(files)) as { signatures: [string] };
  const payload = JSON.parse(
    Buffer.from(signatures[0].split('.')[1] ?? '', 'base64url').toString(),
  ) as { files: Record<string, string>[] };
  return { ...payload, files: change(payload.files) };
}

describe('a signed bundle', () => {
  it.each<[string, KeyObject]>([
    ['RS256', RSA.privateKey],
    ['RS512', RSA.privateKey],
    ['ES256', EC.privateKey],
  ])('is taken when OPA has signed it with %s (OPA-15, OPA-16)', async (algorithm, key) => {
    const files = fresh();
    const claims = { iss: 'ci', iat: 1_700_000_000 };
    const answer = await push({
      ...files,
      [SIGNATURES]: await signWithOpa(files, { algorithm, key, claims }),
    });
    expect(answer.status).toBe(201);
    expect(answer.body.signature).toMatchObject({
      algorithm,
      keyId: algorithm === 'ES256' ? 'ec' : 'rsa',
    });
  });

  it('is taken with EdDSA, its key named by kid or keyid', async () => {
    for (const named of [{ header: { kid: 'ed' } }, { header: {}, keyid: 'ed' }, { header: {} }]) {
      const files = fresh();
      const { header, ...claims } = named;
      const signature = await sign(
        { ...(await payloadOf(files)), ...claims, iss: 'ci', iat: 1_900_000_000 },
        { header },
      );
      const answer = await push({ ...files, [SIGNATURES]: signature });
      expect(answer).toMatchObject({
        status: 201,
        body: {
          signature: { keyId: 'ed', algorithm: 'EdDSA', issuer: 'ci', issuedAt: 1_900_000_000 },
        },
      });
    }
  });

  it('is refused where no keys are configured, and an unsigned one where they are (OPA-17)', async () => {
    const files = fresh();
    expectRefused(await push(files), 'policy.signature.missing');
    const signed = { ...files, [SIGNATURES]: await signWithOpa(files) };
    expectRefused(await push(signed, open), 'policy.signature.unconfigured');
  });

  it('is refused when a file was changed, added or taken away', async () => {
    const files = fresh();
    const signed: Files = { ...files, [SIGNATURES]: await signWithOpa(files) };
    const code = 'policy.signature.files';
    expectRefused(
      await push({ ...signed, 'policy/main.rego': permitting('forged') }),
      code,
      'not the one',
    );
    expectRefused(
      await push({ ...signed, '.manifest': '{"roots": ["policy"], "revision": "x"}' }),
      code,
      'not the one',
    );
    expectRefused(
      await push({ ...signed, 'policy/more.rego': permitting('more') }),
      code,
      'not signed',
    );
    expectRefused(await push({ ...signed, 'README.md': 'x' }), code, 'not signed');
    const { ['data.json']: _, ...fewer } = signed;
    expectRefused(await push(fewer), code, 'not there');
    // The order and spaces of what is hashed by value mean nothing.
    const manifest = JSON.stringify(JSON.parse(signed['.manifest'] ?? ''), null, 2);
    expect((await push({ ...signed, '.manifest': manifest })).status).toBe(201);
  });

  it('is refused for a weak hash, a file that is listed twice, or a list that is none', async () => {
    const files = fresh();
    const refusedWith = async (
      change: (listed: Record<string, string>[]) => object[],
      code: string,
    ): Promise<void> => {
      const signature = await sign(await payloadOf(files, change));
      expectRefused(await push({ ...files, [SIGNATURES]: signature }), code);
    };
    const code = 'policy.signature.files';
    for (const algorithm of ['MD5', 'SHA-1', 'SHA-224', 'none', 'constructor']) {
      await refusedWith((all) => all.map((file) => ({ ...file, algorithm })), code);
    }
    await refusedWith((all) => [...all, ...all], code);
    await refusedWith(() => [], code);
    await refusedWith(
      (all) => all.map(({ name }) => ({ name: name ?? '' })),
      'policy.signature.invalid',
    );
  });

  it('is refused for a key or algorithm that is not trusted, and a token that is none', async () => {
    const files = fresh();
    const payload = await payloadOf(files);
    const refused = async (signature: string, says: string): Promise<void> => {
      expectRefused(
        await push({ ...files, [SIGNATURES]: signature }),
        'policy.signature.invalid',
        says,
      );
    };
    await refused(await signWithOpa(files, { key: STRANGER.privateKey }), 'does not hold');
    await refused(await sign(payload, { header: { kid: 'who' } }), 'not known');
    await refused(await sign(payload, { header: { kid: 'rsa' } }), 'does not hold');
    const [, body = ''] = (
      JSON.parse(await sign(payload)) as { signatures: [string] }
    ).signatures[0].split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    await refused(JSON.stringify({ signatures: [`${none}.${body}.`] }), 'none');
    const secret = new TextEncoder().encode(JSON.stringify(payload));
    const key = Buffer.from(RSA.publicKey.export({ format: 'pem', type: 'spki' }));
    const hmac = await new CompactSign(secret).setProtectedHeader({ alg: 'HS256' }).sign(key);
    await refused(JSON.stringify({ signatures: [hmac] }), 'HS256');
    for (const text of [
      '{',
      '[]',
      '{"signatures": []}',
      '{"signatures": [5]}',
      '{"signatures": ["a.b.c", "a.b.c"]}',
      '{"signatures": ["a.b.c"]}',
    ]) {
      await refused(text, '');
    }
  });

  it('must have the scope that is configured, and may be left out where signing is optional', async () => {
    const scoped = await startService({
      beside: service,
      signatures: { keys: KEYS, demand: 'optional', scope: 'write' },
    });
    try {
      const files = fresh();
      const claims = { scope: 'read' };
      const wrong = { ...files, [SIGNATURES]: await signWithOpa(files, { claims }) };
      expectRefused(await push(wrong, scoped), 'policy.signature.invalid', 'scope');
      const right = {
        ...files,
        [SIGNATURES]: await signWithOpa(files, { claims: { scope: 'write' } }),
      };
      expect((await push(right, scoped)).status).toBe(201);
      expect((await push(fresh(), scoped)).status).toBe(201);
    } finally {
      await scoped.stop();
    }
  });

  it('is refused when it was signed before the active one, unless it is activated explicitly', async () => {
    expect((await push(await signedAt(2_000_000_000))).status).toBe(201);
    const older = await signedAt(1_999_999_999);
    expectProblem(await push(older), 409, 'bundle.superseded');
    const kept = await pushArchive(service.admin, packBundle(older), { query: '?activate=false' });
    const path = `/admin/v1/bundles/${kept.body.id}/activate`;
    expect((await service.admin.post(path, {})).body.state).toBe('active');
  });

  it('is so over git too, unless the push is forced', async () => {
    const git = await GitClient.create();
    try {
      await git.init('signed', remoteOf(service.url, service.key));
      await git.commit('signed', await signedAt(2_100_000_000));
      expect(await git.run('signed', 'push', 'origin', 'main')).toMatchObject({ code: 0 });
      await git.commit('signed', await signedAt(2_099_999_999));
      const refused = await git.run('signed', 'push', 'origin', 'main');
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(
        /^remote: the bundle was signed before .*\[bundle\.superseded\]/m,
      );
      await git.must('signed', 'checkout', '--quiet', '--orphan', 'back');
      await git.must('signed', 'commit', '--quiet', '-m', 'back');
      const forced = await git.run('signed', 'push', '--force', 'origin', 'back:main');
      expect(forced).toMatchObject({ code: 0 });
    } finally {
      await git.remove();
    }
  });

  it('is served with its signature, which OPA itself verifies', async () => {
    const files = fresh();
    await push({ ...files, [SIGNATURES]: await signWithOpa(files) });
    const headers = { authorization: `Bearer ${service.key}` };
    const answer = await fetch(`${service.url}/admin/v1/bundles/active`, { headers });
    const archive = Buffer.from(await answer.arrayBuffer());
    expect(await opaVerifies(archive, EC.publicKey)).toBe(true);
    expect(await opaVerifies(archive, STRANGER.publicKey)).toBe(false);
  });
});

it.each([
  '{',
  '{"keys": []}',
  '{"keys": [{"kty": "oct", "k": "AAAA", "kid": "a"}]}',
  JSON.stringify({ keys: [jwk(EC.privateKey, 'ec')] }),
])('keys that are no public keys stop the start: %s', async (keys) => {
  await expect(
    startService({ beside: service, signatures: { keys, demand: 'auto', scope: '' } }),
  ).rejects.toMatchObject({ code: 'config.invalid' });
});
