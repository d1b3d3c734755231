import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What the npm package `cerbos` of this version starts; each platform's binary is a package of its own. */
export const CERBOS_VERSION = '0.51.0';

/** Of the platforms whose package we have seen; the others' are held against what the registry says alone. */
const SHA512: Readonly<Record<string, string>> = {
  'linux-x64':
    'LYxcSk2qTygEinl6r6X0TeQmFfDKLiS9TWkS4ugJMI59JfrVmJN/mHPs1G7mGa2DGYjGmU1rsFzCYVUS7oh3iQ==',
};

const run = promisify(execFile);

/** The path of Cerbos's binary in the cache folder; fetched from npm (25 MB) when it is not there. */
export async function locateCerbos(cacheDir: string): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const name = `cerbos-${platform}`;
  const folder = join(cacheDir, 'cerbos', CERBOS_VERSION);
  const binary = join(folder, name);
  if (existsSync(binary)) {
    return binary;
  }
  console.error(`  cerbos     fetching @cerbos/${name} ${CERBOS_VERSION} from npm`);
  await mkdir(join(cacheDir, 'cerbos'), { recursive: true });
  const scratch = await mkdtemp(join(cacheDir, 'cerbos', '.scratch-'));
  try {
    const spec = `@cerbos/${name}@${CERBOS_VERSION}`;
    const { stdout } = await run('npm', ['pack', '--silent', spec], { cwd: scratch });
    const archive = join(scratch, stdout.trim());
    await checkDigest(archive, SHA512[platform]);
    await run('tar', ['-xzf', archive, '-C', scratch]);
    await rename(join(scratch, 'package'), folder);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return binary;
}

async function checkDigest(archive: string, wanted: string | undefined): Promise<void> {
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  if (wanted !== undefined && digest !== wanted) {
    throw new Error(`${archive} is not what Cerbos published: sha512-${digest}`);
  }
}
