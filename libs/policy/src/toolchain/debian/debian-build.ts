import { mkdir, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { StagedOpa } from '../opa-binary.js';
import { runProcess } from '../run-process.js';
import { debianSystem, type DebianSearch, type DebianSystem } from './debian-system.js';
import { LIBRARY_PACKAGES, OLDER_PACKAGES, OPA_SOURCE_PACKAGE } from './opa-packages.js';
import { PrivateApt } from './private-apt.js';
import { requireSuccess } from './require-success.js';

const NEEDED_MB = 1_200;
const COMPILE_TIMEOUT_MS = 30 * 60_000;
const OPA_IN_GOPATH = 'src/github.com/open-policy-agent/opa';

/** The packages of one build, chosen from the indexes of this day. */
interface PackageSet {
  /** Written `name/suite`. */
  readonly packages: readonly string[];
  readonly goVersion: string;
  readonly opaVersion: string;
  readonly files: number;
  readonly megabytes: number;
}

/**
 * Builds OPA in `folder` from Debian's source package with Debian's Go compiler, and installs nothing:
 * packages are only unpacked there. Takes about a minute and 1.2 GB, which the caller removes. Throws,
 * with the tail of the failing program's output, when the system is unfit or the set no longer builds.
 */
export async function buildFromDebian(
  search: DebianSearch,
  folder: string,
  onProgress: (line: string) => void,
): Promise<StagedOpa> {
  const system = await debianSystem(search);
  await requireSpace(folder);
  const [aptFolder, debs, root] = await subfolders(folder, ['apt', 'debs', 'root']);
  const apt = await PrivateApt.in(aptFolder, system);
  onProgress(`No OPA at hand: building it from Debian's source package (${system.mirror})`);
  await apt.update();
  const set = await choosePackages(apt, system);
  onProgress(`Fetching ${set.files} Debian packages (${set.megabytes} MB)`);
  await apt.download(set.packages, debs);
  onProgress('Unpacking them into a scratch folder');
  await unpack(system.dpkg, debs, root);
  onProgress(`Compiling OPA ${set.opaVersion} with Go ${set.goVersion} (about a minute)`);
  const path = join(folder, 'opa');
  await compile(set, root, folder, path);
  return { path, source: 'debian' };
}

async function choosePackages(apt: PrivateApt, system: DebianSystem): Promise<PackageSet> {
  const compiler = (await apt.dependenciesOf('golang-go'))
    .map((name) => /^golang-(\d+\.\d+)-go$/.exec(name)?.[1])
    .find((version) => version !== undefined);
  if (compiler === undefined) {
    throw new Error("Debian's golang-go names no compiler package");
  }
  const newest = [`golang-${compiler}-go`, `golang-${compiler}-src`, OPA_SOURCE_PACKAGE];
  const packages = [
    ...[...newest, ...LIBRARY_PACKAGES].map((name) => `${name}/sid`),
    ...OLDER_PACKAGES.map((name) => `${name}/${system.olderSuite}`),
  ];
  const files = await apt.files(packages);
  const source = files.find(({ name }) => name.startsWith(`${OPA_SOURCE_PACKAGE}_`));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    packages,
    goVersion: compiler,
    opaVersion: /_(\d[\d.]*)/.exec(source?.name ?? '')?.[1] ?? 'of unknown version',
    files: files.length,
    megabytes: Math.round(bytes / 1e6),
  };
}

async function unpack(dpkg: string, debs: string, root: string): Promise<void> {
  for (const name of await readdir(debs)) {
    const file = join(debs, name);
    const run = await runProcess(dpkg, ['-x', file, root], { endsWithUs: true });
    requireSuccess(`dpkg -x ${name}`, run);
    await rm(file);
  }
}

async function compile(
  { goVersion, opaVersion }: PackageSet,
  root: string,
  folder: string,
  output: string,
): Promise<void> {
  // GOROOT is used where it lies: it holds relative links into usr/share.
  const goRoot = join(root, 'usr/lib', `go-${goVersion}`);
  const goPath = join(root, 'usr/share/gocode');
  const [home, goCache, goTmp] = await subfolders(folder, ['home', 'gocache', 'gotmp']);
  const args = ['build', '-trimpath', '-ldflags', '-s -w', '-o', output, '.'];
  const run = await runProcess(join(goRoot, 'bin/go'), args, {
    cwd: join(goPath, OPA_IN_GOPATH),
    // The whole environment, so that nobody's Go settings change the build.
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: home,
      GOROOT: goRoot,
      GOPATH: goPath,
      GOCACHE: goCache,
      GOTMPDIR: goTmp,
      GO111MODULE: 'off',
      GOTOOLCHAIN: 'local',
      GOENV: 'off',
      GOTELEMETRY: 'off',
      GOFLAGS: '-buildvcs=false',
      CGO_ENABLED: '0',
    },
    timeoutMs: COMPILE_TIMEOUT_MS,
    endsWithUs: true,
  });
  requireSuccess(
    `Debian's packages of today no longer build OPA ${opaVersion} with Go ${goVersion}: go build`,
    run,
  );
}

async function requireSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeMb = Math.floor((bavail * bsize) / 1e6);
  if (freeMb < NEEDED_MB) {
    throw new Error(`the build needs ${NEEDED_MB} MB, but ${folder} has only ${freeMb} MB free`);
  }
}

async function subfolders<const N extends readonly string[]>(
  parent: string,
  names: N,
): Promise<{ [K in keyof N]: string }> {
  const folders = names.map((name) => join(parent, name));
  await Promise.all(
    folders.map(async (folder) => {
      await mkdir(folder);
    }),
  );
  return folders as { [K in keyof N]: string };
}
