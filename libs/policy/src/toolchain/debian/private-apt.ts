import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from '../run-process.js';
import type { DebianSystem } from './debian-system.js';
import { requireSuccess } from './require-success.js';

/** A package file as apt's signed index names it. */
export interface PackageFile {
  /** For example `golang-golang-x-net-dev_1%3a0.62.0-1_all.deb`. */
  readonly name: string;
  readonly bytes: number;
}

const UPDATE_TIMEOUT_MS = 5 * 60_000;
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000;

/**
 * An apt with a configuration, state and cache of its own: it reads Debian's indexes and checks their
 * signatures and the packages' digests as apt always does, needs no rights, and leaves the system's apt
 * as it is. Network settings, such as a proxy, are still the system's.
 */
export class PrivateApt {
  private constructor(
    private readonly system: DebianSystem,
    private readonly config: string,
  ) {}

  static async in(folder: string, system: DebianSystem): Promise<PrivateApt> {
    await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
    await mkdir(join(folder, 'archives', 'partial'), { recursive: true });
    const config = join(folder, 'apt.conf');
    await writeFile(join(folder, 'status'), '');
    await writeFile(join(folder, 'debian.sources'), sourcesFor(system));
    await writeFile(config, configurationIn(folder));
    return new PrivateApt(system, config);
  }

  /** Downloads the package indexes and checks their signatures. */
  async update(): Promise<void> {
    // Without this option apt-get forgives an index that it could not get.
    const args = ['-c', this.config, '-o', 'APT::Update::Error-Mode=any', 'update'];
    const run = await runProcess(this.system.aptGet, args, {
      timeoutMs: UPDATE_TIMEOUT_MS,
      endsWithUs: true,
    });
    requireSuccess(`apt-get update (${this.system.mirror})`, run);
  }

  /** The packages that the newest version of `name` depends on. */
  async dependenciesOf(name: string): Promise<string[]> {
    const args = ['-c', this.config, 'show', '--no-all-versions', name];
    const run = await runProcess(this.system.aptCache, args, { endsWithUs: true });
    requireSuccess(`apt-cache show ${name}`, run);
    const list = /^Depends: (.*)$/m.exec(run.stdout)?.[1] ?? '';
    return list.split(',').map((item) => item.trim().split(/[\s(|]/, 1)[0] ?? '');
  }

  /** The files that {@link download} would get for the same `packages`, each written `name/suite`. */
  async files(packages: readonly string[]): Promise<PackageFile[]> {
    const args = ['-c', this.config, 'download', '--print-uris', ...packages];
    const run = await runProcess(this.system.aptGet, args, { endsWithUs: true });
    requireSuccess('apt-get download --print-uris', run);
    return [...run.stdout.matchAll(/^'\S+' (\S+) (\d+) /gm)].map(([, name = '', bytes]) => ({
      name,
      bytes: Number(bytes),
    }));
  }

  /** Downloads packages, each written `name/suite`, into `folder`; apt has checked their digests. */
  async download(packages: readonly string[], folder: string): Promise<void> {
    const args = ['-c', this.config, 'download', ...packages];
    const run = await runProcess(this.system.aptGet, args, {
      cwd: folder,
      timeoutMs: DOWNLOAD_TIMEOUT_MS,
      endsWithUs: true,
    });
    requireSuccess('apt-get download', run);
  }
}

function sourcesFor({ mirror, olderSuite, keyring }: DebianSystem): string {
  const lines = [
    'Types: deb',
    `URIs: ${mirror}`,
    `Suites: sid ${olderSuite}`,
    'Components: main',
    'Targets: Packages',
    ...(keyring === undefined ? [] : [`Signed-By: ${keyring}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function configurationIn(folder: string): string {
  const settings = {
    'Dir::Etc::sourcelist': join(folder, 'debian.sources'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::State': folder,
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': folder,
    'Dir::Cache::archives': join(folder, 'archives'),
    'Dir::Log': folder,
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
    'Acquire::https::Timeout': '20',
    'Acquire::AllowInsecureRepositories': 'false',
    'APT::Get::AllowUnauthenticated': 'false',
    // As root, apt would fetch as a user who may not read our private folder.
    'APT::Sandbox::User': 'root',
  };
  // The system's hooks tidy the system's own cache; this update is none of their business.
  const hooks = ['Update::Pre-Invoke', 'Update::Post-Invoke', 'Update::Post-Invoke-Success'];
  return [
    ...Object.entries(settings).map(([key, value]) => `${key} "${value}";`),
    ...hooks.map((hook) => `#clear APT::${hook};`),
    '',
  ].join('\n');
}
