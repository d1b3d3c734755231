import { describeBundle, type ServerBundle } from '../server/bundle.js';
import { EXIT } from '../terminal/exit-codes.js';
import { shown } from '../terminal/plain-text.js';
import type { CliCommand } from './command.js';
import { requireBundleKey } from './policy-activate.js';

export const policyConfirm: CliCommand = {
  name: 'policy confirm',
  summary: "Says the second caller's yes to an activation that the gate did not let pass",
  args: [{ name: '<bundle>', description: 'its id or digest (legate policy list)' }],
  usesServer: true,
  run: async (call) => {
    const key = requireBundleKey(call.args[0]);
    const bundle = await call
      .server()
      .call<ServerBundle>('POST', `/admin/v1/bundles/${key}/confirm`);
    return {
      exit: EXIT.ok,
      json: { bundle },
      text: (style) => `${style.good('activated')}: ${shown(describeBundle(bundle))}`,
    };
  },
};
