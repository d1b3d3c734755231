import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { programsOnPath } from '../installed-opa.js';
import { runProcess } from '../run-process.js';

/** What a Debian-like system brings to build packages from Debian's archive. */
export interface DebianSystem {
  /** Base address of an archive that has the sid suite. */
  readonly mirror: string;
  /** A stable suite of that archive, for packages sid is too new for. */
  readonly olderSuite: string;
  /** Keys of Debian's archive; undefined leaves the choice to apt's trusted keys. */
  readonly keyring: string | undefined;
  readonly aptGet: string;
  readonly aptCache: string;
  readonly dpkg: string;
}

/** Where to look. */
export interface DebianSearch {
  /** `/`, or a folder that plays its part in a test. */
  readonly systemRoot: string;
  readonly pathVariable: string;
}

const PUBLIC_MIRROR = 'http://deb.debian.org/debian';
const KEYRING = 'usr/share/keyrings/debian-archive-keyring.gpg';
// The suites whose table writer OPA compiles with.
const USABLE_SUITES = ['bookworm', 'trixie'];

/** Describes the system; throws, saying what is missing, when it is not a Debian-like one. */
export async function debianSystem(search: DebianSearch): Promise<DebianSystem> {
  if (!(await exists(join(search.systemRoot, 'etc/debian_version')))) {
    throw new Error('this is not a Debian-like system');
  }
  // One after the other: of several that are missing, always the same is named.
  const aptGet = await requireTool('apt-get', search);
  const aptCache = await requireTool('apt-cache', search);
  const dpkg = await requireTool('dpkg', search);
  const keyring = join(search.systemRoot, KEYRING);
  const codename = await debianCodename(search.systemRoot);
  const ownMirror = codename === undefined ? undefined : await mirrorOf(codename, aptGet);
  return {
    mirror: ownMirror ?? PUBLIC_MIRROR,
    olderSuite: codename !== undefined && USABLE_SUITES.includes(codename) ? codename : 'trixie',
    keyring: (await exists(keyring)) ? keyring : undefined,
    aptGet,
    aptCache,
    dpkg,
  };
}

/** Debian's own code name; undefined on a derivative, whose mirror has no sid. */
async function debianCodename(systemRoot: string): Promise<string | undefined> {
  const text = await readFile(join(systemRoot, 'etc/os-release'), 'utf8').catch(() => '');
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1];
  return value('ID') === 'debian' ? value('VERSION_CODENAME') : undefined;
}

/** Apt reads its own sources best: both file formats, mirror lists, included folders. */
async function mirrorOf(codename: string, aptGet: string): Promise<string | undefined> {
  const format = '$(RELEASE) $(COMPONENT) $(REPO_URI)';
  // Without --no-release-info apt lists only what was downloaded before, often nothing in a container.
  const args = ['indextargets', '--no-release-info', '--format', format, 'Created-By: Packages'];
  const { stdout } = await runProcess(aptGet, args, { timeoutMs: 30_000 });
  const wanted = `${codename} main `;
  const uris = stdout
    .split('\n')
    .filter((line) => line.startsWith(wanted))
    .map((line) => line.slice(wanted.length).trim());
  return uris.find((uri) => !/^(cdrom|file|copy):/.test(uri) && !/\s/.test(uri));
}

async function requireTool(name: string, { pathVariable }: DebianSearch): Promise<string> {
  const [path] = await programsOnPath(pathVariable, name);
  if (path === undefined) {
    throw new Error(`${name} is not on PATH`);
  }
  return path;
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
