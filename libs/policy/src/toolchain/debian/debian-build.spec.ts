import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StagedOpa } from '../opa-binary.js';
import { TemporaryFolder, writeProgram } from '../toolchain.fixture.js';
import { buildFromDebian } from './debian-build.js';
import { LIBRARY_PACKAGES } from './opa-packages.js';

/**
 * The programs of a Debian system, played by shell scripts that write down how they were called. The
 * real build takes a minute and the network; it is run by hand, see scripts/opa.ts.
 */
let folder: TemporaryFolder;
let lines: string[];

beforeEach(async () => {
  folder = await TemporaryFolder.create();
  lines = [];
  await writeProgram(folder.join('system/etc/debian_version'), '12.11\n');
  await writeProgram(
    folder.join('system/etc/os-release'),
    'ID=debian\nVERSION_CODENAME=bookworm\n',
  );
  await writeProgram(folder.join('system/usr/share/keyrings/debian-archive-keyring.gpg'), '');
  await tool('apt-get', APT_GET);
  await tool('apt-cache', 'echo "Depends: golang-9.8-go, golang-src (>= 2:9.8~1)"');
  await tool('dpkg', DPKG);
  await writeFile(
    folder.join('go'),
    '#!/bin/sh\nenv > "$GOROOT/../../../env"\necho built > "$6"\n',
  );
  await writeProgram(folder.join('scratch/.keep'), '');
});
afterEach(async () => {
  await folder.remove();
});

async function tool(name: string, body: string): Promise<void> {
  const script = `#!/bin/sh\nT=${folder.path}\necho "${name} $*" >> $T/calls\n${body}\n`;
  await writeProgram(folder.join('bin', name), script);
}

const APT_GET = `
case "$*" in
  indextargets*) echo "bookworm-security main http://security.mirror/debian/"
    echo "bookworm main cdrom:[disc]/"
    echo "bookworm main http://own.mirror/debian/" ;;
  *update) ;;
  *--print-uris*)
    echo "'http://m/a' golang-github-open-policy-agent-opa-dev_1.4.2+ds1-3_all.deb 1500000 SHA256:aa"
    echo "'http://m/b' golang-9.8-go_9.8.1-1_amd64.deb 20500000 SHA256:bb" ;;
  *download*) touch one.deb two.deb ;;
esac`;
// "Unpacks" a Go compiler, and the folder that it is started in.
const DPKG = `
mkdir -p "$3/usr/lib/go-9.8/bin" "$3/usr/share/gocode/src/github.com/open-policy-agent/opa"
cp "$T/go" "$3/usr/lib/go-9.8/bin/go"; chmod 755 "$3/usr/lib/go-9.8/bin/go"`;

async function build(): Promise<StagedOpa> {
  const search = { systemRoot: folder.join('system'), pathVariable: folder.join('bin') };
  return await buildFromDebian(search, folder.join('scratch'), (line) => lines.push(line));
}

async function calls(): Promise<string[]> {
  return (await readFile(folder.join('calls'), 'utf8')).trimEnd().split('\n');
}

async function written(name: string): Promise<string> {
  return await readFile(folder.join('scratch', name), 'utf8');
}

describe('buildFromDebian', () => {
  it('fetches, unpacks and compiles, and tells each step', async () => {
    const opa = await build();
    expect(opa).toEqual({ path: folder.join('scratch', 'opa'), source: 'debian' });
    await expect(readFile(opa.path, 'utf8')).resolves.toBe('built\n');
    expect(lines).toEqual([
      "No OPA at hand: building it from Debian's source package (http://own.mirror/debian/)",
      'Fetching 2 Debian packages (22 MB)',
      'Unpacking them into a scratch folder',
      'Compiling OPA 1.4.2 with Go 9.8 (about a minute)',
    ]);
  });

  it("asks for sid's packages, the compiler of the day, and the older table writer", async () => {
    await build();
    const download = (await calls()).find((call) => call.includes(' download golang')) ?? '';
    const packages = download.split(' download ')[1]?.split(' ') ?? [];
    expect(packages).toEqual(expect.arrayContaining(['golang-9.8-go/sid', 'golang-9.8-src/sid']));
    expect(packages).toContain('golang-github-open-policy-agent-opa-dev/sid');
    expect(packages).toContain('golang-github-olekukonko-tablewriter-dev/bookworm');
    expect(packages).toHaveLength(LIBRARY_PACKAGES.length + 4);
  });

  it("uses its own apt configuration for all but reading the system's sources", async () => {
    await build();
    const own = `-c ${folder.join('scratch', 'apt', 'apt.conf')}`;
    const apt = (await calls()).filter((call) => call.startsWith('apt'));
    expect(apt.map((call) => call.includes(own))).toEqual([false, true, true, true, true]);
    expect(apt[0]).toContain('indextargets');
    const config = await written('apt/apt.conf');
    for (const key of ['Dir::State', 'Dir::State::lists', 'Dir::Cache', 'Dir::Cache::archives']) {
      expect(config).toContain(`${key} "${folder.join('scratch', 'apt')}`);
    }
    expect(config).toContain('#clear APT::Update::Post-Invoke;');
  });

  it('trusts only signed indexes', async () => {
    await build();
    const keyring = folder.join('system/usr/share/keyrings/debian-archive-keyring.gpg');
    await expect(written('apt/debian.sources')).resolves.toContain(`Signed-By: ${keyring}`);
    const config = await written('apt/apt.conf');
    expect(config).toContain('Acquire::AllowInsecureRepositories "false"');
    expect(config).toContain('APT::Get::AllowUnauthenticated "false"');
  });

  it("takes the public archive on a derivative, whose mirror has no Debian's sid", async () => {
    const release = folder.join('system/etc/os-release');
    await writeFile(release, 'ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n');
    await build();
    const sources = await written('apt/debian.sources');
    expect(sources).toContain('URIs: http://deb.debian.org/debian\nSuites: sid trixie\n');
  });

  it('compiles in an environment of its own', async () => {
    await build();
    const env = (await written('root/env')).split('\n');
    expect(env).toEqual(expect.arrayContaining(['GO111MODULE=off', 'CGO_ENABLED=0', 'GOENV=off']));
    expect(env.filter((line) => line.startsWith('JEST_WORKER_ID'))).toEqual([]);
  });

  it('removes each package once it is unpacked', async () => {
    await build();
    await expect(readdir(folder.join('scratch', 'debs'))).resolves.toEqual([]);
    expect((await calls()).filter((call) => call.startsWith('dpkg -x'))).toHaveLength(2);
  });

  it("says that Debian's set no longer builds, with the compiler's last lines", async () => {
    const complaint = 'for i in $(seq 30); do echo "error $i" >&2; done; exit 1';
    await writeFile(folder.join('go'), `#!/bin/sh\n${complaint}\n`);
    const error = await build().catch((caught: unknown) => (caught as Error).message);
    expect(error).toMatch(/^Debian's packages of today no longer build OPA 1\.4\.2 with Go 9\.8/);
    expect(error).toMatch(/exit code 1\):\nerror 11\nerror 12\n[\s\S]*error 30$/);
  });

  it.each([
    [
      'apt-get',
      'echo "E: no signature" >&2; exit 100',
      /update .*exit code 100\):\nE: no signature/,
    ],
    ['apt-cache', 'echo "Depends: gccgo"', /names no compiler/],
    ['dpkg', 'echo "not a package" >&2; exit 2', /dpkg -x one\.deb failed .*\nnot a package/],
  ])('stops when %s does not do its part', async (name, body, complaint) => {
    await tool(name, body);
    await expect(build()).rejects.toThrow(complaint);
  });

  it('says which tool is missing', async () => {
    const search = { systemRoot: folder.join('system'), pathVariable: folder.join('nothing') };
    const building = buildFromDebian(search, folder.join('scratch'), () => undefined);
    await expect(building).rejects.toThrow('apt-get is not on PATH');
  });

  it('does nothing on another system', async () => {
    const search = { systemRoot: folder.join('elsewhere'), pathVariable: folder.join('bin') };
    const building = buildFromDebian(search, folder.join('scratch'), () => undefined);
    await expect(building).rejects.toThrow('this is not a Debian-like system');
    expect(await readdir(folder.path)).not.toContain('calls');
    expect(await readdir(join(folder.path, 'scratch'))).toEqual(['.keep']);
  });
});
