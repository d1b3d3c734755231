import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedPostgresError, errorCode } from './embedded-postgres-error.js';
import { temporaryPath } from './temporary-files.js';

/** The password in `file`; `undefined` when the file does not exist. @internal */
export async function readPassword(file: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  const password = text.trim();
  if (password === '') {
    throw new EmbeddedPostgresError('database.data_folder_invalid', `${file} is empty`);
  }
  return password;
}

/**
 * The password in `file`, which is made (mode 0600, on disk before this answers) when it does not
 * exist. Of several processes that make it at once, all get the same. @internal
 */
export async function readOrMakePassword(file: string): Promise<string> {
  const present = await readPassword(file);
  if (present !== undefined) {
    return present;
  }
  const password = randomBytes(32).toString('hex');
  const draft = temporaryPath(path.dirname(file), 'password');
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${password}\n`);
    await handle.sync();
    // Unlike rename, link refuses to replace a file that another process has made meanwhile.
    await link(draft, file);
    return password;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') {
      throw error;
    }
    return await readOrMakePassword(file);
  } finally {
    await handle.close();
    await rm(draft, { force: true });
  }
}
