import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { redirectTarget } from './fetch-file.js';
import type { Target } from './opa-binary.js';
import { OPA_RELEASE, releaseFileFor } from './pinned-release.js';
import { downloadRelease } from './release-download.js';
import { LocalServer, TemporaryFolder, serving } from './toolchain.fixture.js';

const LINUX: Target = { platform: 'linux', arch: 'x64' };
const FILE = '/v1.4.2/opa_linux_amd64_static';
const BODY = 'the binary';
const DIGEST = createHash('sha256').update(BODY).digest('hex');

let folder: TemporaryFolder;
let server: LocalServer | undefined;

beforeEach(async () => {
  folder = await TemporaryFolder.create();
  await mkdir(folder.join('out'));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  await folder.remove();
});

interface Situation {
  readonly digest?: string | undefined;
  readonly target?: Target;
  readonly answerMs?: number;
  readonly silenceMs?: number;
  readonly maxBytes?: number;
  readonly suffix?: string;
}

async function download(listener: RequestListener, situation: Situation = {}): Promise<string> {
  server = await LocalServer.start(listener);
  const { digest = DIGEST, target = LINUX, suffix = '', ...limits } = situation;
  const digests: Record<string, string> = digest === '' ? {} : { opa_linux_amd64_static: digest };
  const release = { version: '1.4.2', digests };
  const request = { baseUrl: server.url + suffix, release, target, limits };
  const staged = await downloadRelease(request, folder.join('out'), () => undefined);
  expect(staged.source).toBe('release');
  return await readFile(staged.path, 'utf8');
}

describe('downloadRelease', () => {
  it('gets the file for the platform when its digest is the pinned one', async () => {
    await expect(download(serving({ [FILE]: BODY }))).resolves.toBe(BODY);
    expect(server?.requests).toEqual([FILE]);
  });

  it('takes a base address with a slash at its end', async () => {
    await expect(download(serving({ [FILE]: BODY }), { suffix: '/' })).resolves.toBe(BODY);
  });

  it('refuses and deletes a file with another digest, naming both', async () => {
    const wrong = download(serving({ [FILE]: 'something else' }));
    await expect(wrong).rejects.toThrow(new RegExp(`SHA-256 [0-9a-f]{64}, expected ${DIGEST}`));
    await expect(readdir(folder.join('out'))).resolves.toEqual([]);
  });

  it('does not let the published digest overrule the pinned one', async () => {
    const other = createHash('sha256').update('forged').digest('hex');
    const files = { [FILE]: 'forged', [`${FILE}.sha256`]: `${other}  opa_linux_amd64_static\n` };
    await expect(download(serving(files))).rejects.toThrow(/expected/);
  });

  it('checks a file that is not pinned against the .sha256 beside it', async () => {
    const files = { [FILE]: BODY, [`${FILE}.sha256`]: `${DIGEST}  opa_linux_amd64_static\n` };
    await expect(download(serving(files), { digest: '' })).resolves.toBe(BODY);
  });

  it('refuses a file that is not pinned when it does not match its .sha256', async () => {
    const files = { [FILE]: 'other', [`${FILE}.sha256`]: `${DIGEST}  opa_linux_amd64_static\n` };
    await expect(download(serving(files), { digest: '' })).rejects.toThrow(/expected/);
  });

  it.each([['<html>sign in</html>'], [DIGEST.slice(1)], [`${DIGEST}0`]])(
    'refuses %j as a published digest',
    async (text) => {
      const files = { [FILE]: BODY, [`${FILE}.sha256`]: text };
      await expect(download(serving(files), { digest: '' })).rejects.toThrow(/no SHA-256/);
    },
  );

  it('gets no file that is neither pinned nor served over https', async () => {
    const release = { version: '1.4.2', digests: {} };
    const request = { baseUrl: 'http://mirror.invalid', release, target: LINUX };
    const get = downloadRelease(request, folder.join('out'), () => undefined);
    await expect(get).rejects.toThrow(/only over https/);
  });

  it('says the status of a missing file', async () => {
    await expect(download(serving({}))).rejects.toThrow(/status 404/);
  });

  it('refuses a download that ends early', async () => {
    const cut: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('part');
      response.socket?.end();
    };
    await expect(download(cut)).rejects.toThrow();
  });

  it('follows a redirect', async () => {
    const listener: RequestListener = (request, response) => {
      if (request.url === FILE) {
        response.writeHead(302, { location: '/elsewhere' }).end('moved');
      } else {
        response.end(BODY);
      }
    };
    await expect(download(listener)).resolves.toBe(BODY);
    expect(server?.requests).toEqual([FILE, '/elsewhere']);
  });

  it('gives up on a circle of redirects', async () => {
    const listener: RequestListener = (_request, response) => {
      response.writeHead(302, { location: FILE }).end();
    };
    await expect(download(listener)).rejects.toThrow(/more than 5 times/);
    expect(server?.requests).toHaveLength(6);
  });

  it('gives up on a server that does not answer', async () => {
    const silent = download(() => undefined, { answerMs: 50 });
    await expect(silent).rejects.toThrow(/no answer from http.*50 ms/);
  });

  it('gives up on a server that stops in the middle', async () => {
    const listener: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('part');
    };
    await expect(download(listener, { silenceMs: 50 })).rejects.toThrow(/stopped sending.*50 ms/);
  });

  it('does not fill the disk from an endless answer', async () => {
    const listener: RequestListener = (_request, response) => {
      response.end('x'.repeat(5_000));
    };
    await expect(download(listener, { maxBytes: 4_999 })).rejects.toThrow(/larger than 4999/);
  });

  it('says that a platform has no release, without asking the server', async () => {
    const target: Target = { platform: 'aix', arch: 'ppc64' };
    await expect(download(serving({}), { target })).rejects.toThrow(/none for aix\/ppc64/);
    expect(server?.requests).toEqual([]);
  });
});

describe('redirectTarget', () => {
  const from = new URL('https://host.example/v1/opa');

  it('reads relative addresses from where they came', () => {
    expect(redirectTarget(from, 'other').href).toBe('https://host.example/v1/other');
  });

  it.each([
    ['http://host.example/opa', /unencrypted/],
    ['file:///etc/passwd', /no web address/],
    [null, /no web address/],
  ])('does not follow %j', (location, complaint) => {
    expect(() => redirectTarget(from, location)).toThrow(complaint);
  });

  it('lets a plain mirror redirect to an encrypted one', () => {
    const plain = new URL('http://mirror.example/opa');
    expect(redirectTarget(plain, 'https://host.example/opa').protocol).toBe('https:');
  });
});

describe('the pinned release', () => {
  it('has only well-formed digests, each for a file that some platform downloads', () => {
    const targets = ['linux', 'darwin', 'win32'].flatMap((platform) =>
      ['x64', 'arm64'].map((arch) => ({ platform, arch }) as Target),
    );
    const files = targets.map(releaseFileFor);
    for (const [name, digest] of Object.entries(OPA_RELEASE.digests)) {
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
      expect(files).toContain(name);
    }
  });

  // Digests of the release's own .sha256 files, published by a third party: see pinned-release.ts.
  it.each([
    ['opa_linux_amd64_static', 'e024b928f0059fec3a4ccfa47ed824e908312f84f4872d5b2f5d55c96d12af1d'],
    ['opa_linux_arm64_static', 'a253ffaf933f8a5020a066c38cbeaed56bc22556418470c48040be955be78522'],
    ['opa_darwin_arm64_static', 'ae403e3b0355dac23d70f1b082a9da4eff9c3592daae5523b4eedd5ebc2badd4'],
  ])('pins for %s what its .sha256 file says', (name, digestOfDigestFile) => {
    const digestFile = `${OPA_RELEASE.digests[name] ?? ''}  ${name}\n`;
    expect(createHash('sha256').update(digestFile).digest('hex')).toBe(digestOfDigestFile);
  });
});
