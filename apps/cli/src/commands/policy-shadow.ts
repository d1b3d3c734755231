import { revisionOf, REVISION } from '../policy/choose-revision.js';
import { refusalReport } from '../policy/refusal-report.js';
import { policyName, problemsOf, withPolicy } from '../policy/with-policy.js';
import { isBundleKey } from '../server/bundle.js';
import { renderShadow, type Shadow } from '../server/shadow.js';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';
import { shown } from '../terminal/plain-text.js';
import type { Report } from '../terminal/report.js';
import type { Call, CliCommand } from './command.js';
import { requireBundleKey } from './policy-activate.js';
import { sendPolicy } from './policy-push.js';

export const policyShadow: CliCommand = {
  name: 'policy shadow',
  summary:
    'Lets a policy judge live questions beside the active one, or shows what it would change',
  args: [
    {
      name: '[policy]',
      description:
        'folder or bundle to push, or the id or digest of a stored one; default: this folder',
    },
  ],
  options: [
    {
      flags: '--ref <name>',
      description:
        "a branch, tag or commit that the server's Git repository has, instead of a policy",
    },
    { flags: '--report', description: 'of a stored one: only show what it would have changed' },
    { flags: '--stop', description: 'of a stored one: end it, and show the same' },
    {
      flags: '--sample-rate <share>',
      description: 'share of decisions that are compared, above 0 and up to 1; default 1',
    },
    REVISION,
  ],
  usesServer: true,
  example: 'legate policy shadow policies, later: legate policy shadow <id> --report',
  run: async (call) => {
    const ref = call.options.text('ref');
    if (ref !== undefined) {
      return await startRef(call, ref);
    }
    const name = policyName(call);
    if (call.options.flag('report') || call.options.flag('stop')) {
      return await showReport(call, requireBundleKey(name));
    }
    if (isBundleKey(name)) {
      return await start(call, name);
    }
    const revision = await revisionOf(call, name);
    return await withPolicy(call, { name, revision }, async (policy) => {
      const { bundle } = await sendPolicy(call, policy, false);
      return await start(call, bundle.id);
    });
  },
};

/** The server checks what the reference is at, and keeps it as a bundle. */
async function startRef(call: Call, ref: string): Promise<Report> {
  const { args, context, options } = call;
  if (args[0] !== undefined || options.flag('report') || options.flag('stop')) {
    const message = '--ref stands alone: it starts the shadow of what it names';
    throw new CliError('cli.usage', message, EXIT.usage, 'give --report and --stop the id');
  }
  try {
    return await start(call, (await call.server().compileRef(ref)).id);
  } catch (cause) {
    return refusalReport(problemsOf(cause), { context, policy: null });
  }
}

async function start(call: Call, key: string): Promise<Report> {
  const rate = call.options.text('sampleRate');
  const query = rate === undefined ? '' : `?sample_rate=${encodeURIComponent(rate)}`;
  const shadow = await call.server().call<Shadow>('POST', `${pathOf(key)}${query}`);
  return {
    exit: EXIT.ok,
    json: { bundle: key, shadow },
    text: (style) =>
      `${style.good('in shadow')}: ${shown(key)}\n  later: legate policy shadow ${shown(key)} --report`,
  };
}

async function showReport(call: Call, key: string): Promise<Report> {
  const method = call.options.flag('stop') ? 'DELETE' : 'GET';
  const shadow = await call.server().call<Shadow>(method, pathOf(key));
  return {
    exit: EXIT.ok,
    json: { bundle: key, shadow },
    text: (style) => renderShadow(shadow, style),
  };
}

function pathOf(key: string): string {
  return `/admin/v1/bundles/${key}/shadow`;
}
