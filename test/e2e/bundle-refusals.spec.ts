import { gzipSync } from 'node:zlib';
import { expectProblem } from '../support/expect-error.js';
import type { HttpClient } from '../support/http-client.js';
import {
  bundleOf,
  packBundle,
  permitting,
  pushArchive,
  pushBundle,
} from '../support/push-bundle.js';
import type { Files } from '../support/push-bundle.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { packTar } from '../support/tar.js';
import type { TarEntry } from '../support/tar.js';

const PATH = '/admin/v1/bundles';
const GOOD = permitting('ok');
const MEGABYTE = 1024 * 1024;

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService({ bundles: { coverageFloor: 10, maxBytes: MEGABYTE } });
  ({ admin } = service);
  await admin.put('/admin/v1/action-types/record', { actions: ['read', 'write'] });
  await admin.put('/admin/v1/resources/invoice/1', {});
  await admin.put('/admin/v1/resources/order/1', {});
});

afterAll(async () => {
  await service.stop();
});

interface Found {
  readonly code: string;
  readonly file: string;
  readonly line?: number;
  readonly says?: string;
}

async function expectRefusal(archive: Buffer, { says = '', ...found }: Found): Promise<void> {
  const { body: before } = await admin.get(`${PATH}?limit=1`);
  const answer = await pushArchive(admin, archive);
  expectProblem(answer, 422, 'policy.build_refused');
  const errors = answer.body.errors as readonly Record<string, unknown>[];
  expect(errors).toContainEqual({
    line: 0,
    ...found,
    message: expect.stringContaining(says) as unknown,
  });
  const active = await admin.get(`${PATH}/active`);
  expectProblem(active, 404, 'bundle.not_found');
  expect(before.items.every(({ state }: { state: string }) => state === 'rejected')).toBe(true);
}

const TEST = {
  'main_test.rego':
    'package policy.main_test\n\nimport data.policy.main\n\ntest_it if main.permit with input as {"subject": {"id": "a"}}\n',
};
const GOOD_FILES = bundleOf('r1', { 'main.rego': GOOD, ...TEST });
const withFile = (entry: TarEntry): Buffer =>
  packTar([{ name: 'main.rego', content: GOOD }, entry]);

describe('an archive is refused for', () => {
  it.each<[string, TarEntry, Found]>([
    [
      'a symbolic link',
      { name: 'a.rego', type: '2', linkName: '/etc/passwd' },
      { code: 'policy.archive.link', file: 'a.rego' },
    ],
    [
      'a hard link',
      { name: 'a.rego', type: '1', linkName: 'main.rego' },
      { code: 'policy.archive.link', file: 'a.rego' },
    ],
    [
      'a character device',
      { name: 'a.rego', type: '3' },
      { code: 'policy.archive.special', file: 'a.rego' },
    ],
    [
      'a block device',
      { name: 'a.rego', type: '4' },
      { code: 'policy.archive.special', file: 'a.rego' },
    ],
    ['a FIFO', { name: 'a.rego', type: '6' }, { code: 'policy.archive.special', file: 'a.rego' }],
    [
      'a sparse file',
      { name: 'a.rego', type: 'S' },
      { code: 'policy.archive.special', file: 'a.rego' },
    ],
    [
      'a path that leads out',
      { name: '../a.rego', content: GOOD },
      { code: 'policy.archive.path', file: '../a.rego' },
    ],
    [
      'a path that leads out on the way',
      { name: 'a/../../b.rego', content: GOOD },
      { code: 'policy.archive.path', file: 'a/../../b.rego' },
    ],
    [
      'a folder that leads out',
      { name: '../../tmp/', type: '5' },
      { code: 'policy.archive.path', file: '../../tmp/' },
    ],
    [
      'an absolute path',
      { name: '//etc/a.rego', content: GOOD },
      { code: 'policy.archive.path', file: '//etc/a.rego' },
    ],
    [
      'a path of Windows',
      { name: 'C:\\a.rego', content: GOOD },
      { code: 'policy.archive.path', file: 'C:\\a.rego' },
    ],
    [
      'a hidden folder',
      { name: '.git/config', content: 'x' },
      { code: 'policy.archive.path', file: '.git/config' },
    ],
    [
      'a name that is an option',
      { name: '-x.rego', content: GOOD },
      { code: 'policy.archive.path', file: '-x.rego' },
    ],
    [
      'a control character',
      { name: 'a\nb.rego', content: GOOD },
      { code: 'policy.archive.path', file: 'a\nb.rego' },
    ],
    [
      'a name that is there twice',
      { name: './main.rego', content: GOOD },
      { code: 'policy.archive.duplicate', file: 'main.rego' },
    ],
    [
      'a file that is a folder too',
      { name: 'main.rego/a.rego', content: GOOD },
      { code: 'policy.archive.duplicate', file: 'main.rego' },
    ],
    [
      'a file that is too large',
      { name: 'a.txt', content: Buffer.alloc(5 * MEGABYTE) },
      { code: 'policy.archive.too_large', file: 'a.txt' },
    ],
    [
      'more than may be unpacked',
      { name: 'a.txt', content: Buffer.alloc(40 * MEGABYTE) },
      { code: 'policy.archive.too_large', file: '' },
    ],
    [
      'a compiled module',
      { name: 'policy.wasm', content: 'x' },
      { code: 'policy.archive.unsupported', file: 'policy.wasm' },
    ],
    [
      'a delta',
      { name: 'patch.json', content: '{}' },
      { code: 'policy.archive.unsupported', file: 'patch.json' },
    ],
    [
      'a manifest that is no JSON',
      { name: '.manifest', content: '{' },
      { code: 'policy.manifest.invalid', file: '.manifest' },
    ],
    [
      'a manifest with an unknown member',
      { name: '.manifest', content: '{"rotos": []}' },
      { code: 'policy.manifest.invalid', file: '.manifest', says: 'rotos' },
    ],
    [
      'Rego v0',
      { name: '.manifest', content: '{"rego_version": 0}' },
      { code: 'policy.manifest.invalid', file: '.manifest', says: 'Rego v1' },
    ],
    [
      'roots that overlap',
      { name: '.manifest', content: '{"roots": ["policy", "policy/main"]}' },
      { code: 'policy.manifest.roots', file: '.manifest', says: 'overlap' },
    ],
    [
      'a package outside of the roots',
      { name: '.manifest', content: '{"roots": ["policy/other"]}' },
      { code: 'policy.manifest.roots', file: 'main.rego', line: 1, says: 'policy.main' },
    ],
  ])('%s', async (_, entry, found) => {
    await expectRefusal(withFile(entry), found);
  });

  it('a bomb of gzip, a broken or cut off archive, and too many entries', async () => {
    const many = Array.from({ length: 4001 }, (_, index) => ({ name: `f${index}` }));
    await expectRefusal(packTar(many), { code: 'policy.archive.too_large', file: '' });
    await expectRefusal(gzipSync(Buffer.alloc(200 * MEGABYTE)), {
      code: 'policy.archive.too_large',
      file: '',
    });
    const malformed = { code: 'policy.archive.malformed', file: '' };
    await expectRefusal(Buffer.from('not gzip'), malformed);
    await expectRefusal(Buffer.alloc(0), malformed);
    await expectRefusal(gzipSync('not tar'), malformed);
    const whole = packBundle(GOOD_FILES);
    await expectRefusal(whole.subarray(0, whole.length - 20), malformed);
    await expectRefusal(gzipSync(Buffer.alloc(700, 1)), malformed);
  });

  it('its size as it is sent, with 413', async () => {
    const answer = await pushArchive(admin, Buffer.alloc(MEGABYTE + 1));
    expectProblem(answer, 413, 'request.too_large');
  });
});

describe('a policy is refused for', () => {
  const annotated = (line: string): string =>
    `# METADATA\n# scope: package\n# custom:\n#   legate:\n#     ${line}\n${GOOD}`;

  it.each<[string, Files, Found]>([
    ['nothing in it', { 'README.md': 'x' }, { code: 'policy.build.empty', file: '' }],
    [
      'syntax',
      { 'main.rego': 'package policy.main\n\npermit {' },
      { code: 'policy.build.syntax', file: 'main.rego', line: 3 },
    ],
    [
      'what opa check --strict finds',
      { 'main.rego': `${GOOD}\nx := 1 if y := 2\n` },
      { code: 'policy.build.check', file: 'main.rego', line: 7 },
    ],
    [
      'the contract',
      { 'main.rego': 'package policy.main\n' },
      { code: 'policy.build.guards_missing', file: 'main.rego', line: 1 },
    ],
    [
      'base data',
      { 'main.rego': GOOD, 'data.json': '[1]' },
      { code: 'policy.build.data_file', file: 'data.json' },
    ],
    [
      'a test that fails',
      { 'main.rego': GOOD, 'main_test.rego': 'package policy.main_test\n\ntest_a if 1 == 2\n' },
      {
        code: 'policy.test.failed',
        file: 'main_test.rego',
        line: 3,
        says: 'policy.main_test.test_a',
      },
    ],
    [
      'a test that fails by an error',
      {
        'main.rego': GOOD,
        'main_test.rego':
          'package policy.main_test\n\nf(x) := 1 if x\nf(x) := 2 if x\n\ntest_a if f(true) == 1\n',
      },
      { code: 'policy.test.failed', file: 'main_test.rego', line: 6, says: 'multiple outputs' },
    ],
    [
      'too little coverage',
      { 'main.rego': GOOD },
      { code: 'policy.test.coverage', file: '', says: 'no tests' },
    ],
    [
      'a resource type that nobody knows',
      { 'main.rego': annotated('resource_types: [recrod]'), ...TEST },
      {
        code: 'policy.build.unknown_name',
        file: 'main.rego',
        line: 1,
        says: 'nearest is "record"',
      },
    ],
    [
      'the type of a resource misspelt',
      { 'main.rego': annotated('resource_types: [invoise]'), ...TEST },
      {
        code: 'policy.build.unknown_name',
        file: 'main.rego',
        line: 1,
        says: 'nearest is "invoice"',
      },
    ],
    [
      'an action that nobody knows',
      { 'main.rego': annotated('actions: [raed]'), ...TEST },
      { code: 'policy.build.unknown_name', file: 'main.rego', line: 1, says: 'nearest is "read"' },
    ],
  ])('%s', async (_, files, found) => {
    await expectRefusal(packBundle(files), found);
  });

  it.each([
    'http.send({"method": "get", "url": "http://127.0.0.1"})',
    'opa.runtime()',
    'net.lookup_ip_addr("a")',
    'time.now_ns()',
    'rand.intn("a", 3)',
  ])('a test that calls %s: it is never run', async (call) => {
    const test = `package policy.main_test\n\ntest_a if ${call}\n`;
    await expectRefusal(packBundle({ 'main.rego': GOOD, 'main_test.rego': test }), {
      code: 'policy.build.builtin',
      file: 'main_test.rego',
      line: 3,
    });
  });

  it('a test that does not end, or takes all memory', async () => {
    const endless =
      'test_a if count([1 | some i in numbers.range(1, 20000); some j in numbers.range(1, 20000); i + j == 0]) == 1';
    await expectRefusal(
      packBundle({
        'main.rego': GOOD,
        'main_test.rego': `package policy.main_test\n\n${endless}\n`,
      }),
      {
        code: 'policy.test.failed',
        file: 'main_test.rego',
        line: 3,
      },
    );
    const large =
      'test_a if count({x | some i in numbers.range(1, 100000000); x := sprintf("%d and more", [i])}) == 1';
    const answer = await pushBundle(admin, {
      'main.rego': GOOD,
      'main_test.rego': `package policy.main_test\n\n${large}\n`,
    });
    expectProblem(answer, 422, 'policy.build_refused');
    expect(answer.body.errors[0].code).toMatch(/^policy\.(build\.limit|test\.failed)$/);
  });

  it('nothing when its names are declared in the manifest', async () => {
    const manifest = { metadata: { legate: { resource_types: ['ticket'], actions: ['close'] } } };
    const answer = await pushBundle(admin, {
      '.manifest': JSON.stringify(manifest),
      'main.rego': annotated('resource_types: [ticket, invoice]').replace(
        '\npackage',
        '\n#     actions: [close, read]\npackage',
      ),
      ...TEST,
    });
    expect(answer.body).toMatchObject({ state: 'active' });
    expect(answer.body.bundleRevision).toBe(answer.body.digest);
  });
});
