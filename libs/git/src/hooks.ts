import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UnavailableError } from '@legate/core';

/**
 * Git runs this as pre-receive and as update. It tells the process that has started git what is asked, over the socket
 * that is file descriptor 3, and does as it is told. Nothing of what the pusher says is ever a command here.
 */
const SCRIPT = `#!/bin/sh
# Written by Legate. No answer is a no.
[ "\${1-}" = probe ] && exit 0
{
  case $0 in
    *pre-receive)
      printf 'pre-receive %s\\n' "\${GIT_OBJECT_DIRECTORY-}"
      while IFS= read -r line; do printf '%s\\n' "$line"; done ;;
    *)
      printf 'update\\n%s %s %s\\n' "$2" "$3" "$1" ;;
  esac
  printf 'end\\n'
} >&3
while IFS= read -r line <&3; do
  case $line in
    accept) exit 0 ;;
    refuse) exit 1 ;;
    *) printf '%s\\n' "\${line#- }" >&2 ;;
  esac
done
exit 1
`;

export const HOOKS = ['pre-receive', 'update'] as const;

/**
 * Writes the hooks and sees that they run: git passes over a hook that cannot be executed, and takes the push.
 * @throws UnavailableError `git.unavailable`
 */
export async function installHooks(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of HOOKS) {
    const path = join(folder, name);
    const written = `${path}.${randomUUID()}`;
    await writeFile(written, SCRIPT, { mode: 0o700 });
    await rename(written, path);
    await probe(path);
  }
}

async function probe(path: string): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(path, ['probe'], { env: {}, stdio: 'ignore' });
      child.once('error', reject);
      child.once('exit', (code) => {
        if (code === 0) {
          resolve();
        } else {
          reject(new Error(`it ended with ${code ?? 'a signal'}`));
        }
      });
    });
  } catch (cause) {
    const message = 'the hooks in the data folder cannot be run: is it mounted noexec?';
    throw new UnavailableError('git.unavailable', message, { cause });
  }
}
