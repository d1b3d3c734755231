import { resolve } from 'node:path';
import { revisionOf, REVISION } from '../policy/choose-revision.js';
import { servedRemote } from '../policy/git.js';
import type { LocalPolicy } from '../policy/read-policy.js';
import { policyName, withPolicy } from '../policy/with-policy.js';
import { describeBundle, type ServerBundle } from '../server/bundle.js';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';
import { shown } from '../terminal/plain-text.js';
import type { Call, CliCommand } from './command.js';

export const policyPush: CliCommand = {
  name: 'policy push',
  summary: 'Pushes a policy to the server, which checks, stores and activates it',
  args: [{ name: '[policy]', description: 'folder or bundle; default: this folder' }],
  options: [
    { flags: '--no-activate', description: 'only store it; activate or shadow it later' },
    { flags: '--http', description: 'also when the folder has a Git remote that deploys it' },
    REVISION,
  ],
  usesServer: true,
  example: 'legate policy push policies --revision "$(git rev-parse HEAD)"',
  run: async (call) => {
    const name = policyName(call);
    await refuseGitRemote(call, name);
    const activate = !call.options.flag('noActivate');
    const revision = await revisionOf(call, name);
    return await withPolicy(call, { name, revision }, async (policy) => {
      const { isNew, bundle } = await sendPolicy(call, policy, activate);
      const waits = activate && (bundle.pending ?? null) !== null;
      const done = isNew ? 'pushed' : 'stored already';
      return {
        exit: waits ? EXIT.refused : EXIT.ok,
        json: { policy: name, isNew, bundle },
        text: (style) =>
          waits
            ? `${style.warn('not active')}: ${shown(describeBundle(bundle))}\n  a second caller must say yes: legate policy confirm ${shown(bundle.id)}`
            : `${style.good(done)}: ${shown(describeBundle(bundle))}`,
      };
    });
  },
};

/** Pushes what was read. @throws ServerError, with problems when it was refused; CliError */
export async function sendPolicy(
  call: Call,
  { archive }: LocalPolicy,
  activate: boolean,
): Promise<{ readonly isNew: boolean; readonly bundle: ServerBundle }> {
  return await call.server().push(archive, activate ? '' : '?activate=false');
}

/** Else the active policy and the branch would differ, and the next `git push` would undo this one. */
async function refuseGitRemote({ context, options }: Call, name: string): Promise<void> {
  const remote = options.flag('http') ? undefined : await servedRemote(resolve(context.cwd, name));
  if (remote !== undefined) {
    throw new CliError(
      'cli.git_remote',
      `this folder is deployed to tenant ${remote.tenant} by Git`,
      EXIT.usage,
      `git push ${remote.name} main (or --http to push the files as they are)`,
    );
  }
}
