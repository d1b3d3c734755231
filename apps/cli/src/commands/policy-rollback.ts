import { describeBundle, type ServerBundle } from '../server/bundle.js';
import { EXIT } from '../terminal/exit-codes.js';
import { shown } from '../terminal/plain-text.js';
import type { CliCommand } from './command.js';

export const policyRollback: CliCommand = {
  name: 'policy rollback',
  summary: 'Goes back to the policy that was active before',
  usesServer: true,
  run: async (call) => {
    const bundle = await call.server().call<ServerBundle>('POST', '/admin/v1/bundles/rollback');
    return {
      exit: EXIT.ok,
      json: { bundle },
      text: (style) => `${style.good('back to')}: ${shown(describeBundle(bundle))}`,
    };
  },
};
