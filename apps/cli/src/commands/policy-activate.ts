import { describeBundle, isBundleKey, type ServerBundle } from '../server/bundle.js';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';
import { shown } from '../terminal/plain-text.js';
import type { CliCommand } from './command.js';

export const policyActivate: CliCommand = {
  name: 'policy activate',
  summary: 'Makes a stored policy the active one, an older one too',
  args: [{ name: '<bundle>', description: 'its id or digest (legate policy list)' }],
  usesServer: true,
  example: 'legate policy activate 8e6f0c2a-4f4e-4c59-9c1a-0f4f6f1d2b11',
  run: async (call) => {
    const key = requireBundleKey(call.args[0]);
    const bundle = await call
      .server()
      .call<ServerBundle>('POST', `/admin/v1/bundles/${key}/activate`);
    return {
      exit: EXIT.ok,
      json: { bundle },
      text: (style) => `${style.good('activated')}: ${shown(describeBundle(bundle))}`,
    };
  },
};

/** @throws CliError */
export function requireBundleKey(text = ''): string {
  if (!isBundleKey(text)) {
    const hint = 'legate policy list shows them';
    throw new CliError('cli.usage', 'a bundle is named by its id or digest', EXIT.usage, hint);
  }
  return text;
}
