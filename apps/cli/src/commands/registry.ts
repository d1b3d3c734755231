import type { CliCommand } from './command.js';
import { completionOf } from './completion.js';
import { evaluate } from './eval.js';
import { explain } from './explain.js';
import { policyActivate } from './policy-activate.js';
import { policyBuild } from './policy-build.js';
import { policyCheck } from './policy-check.js';
import { policyConfirm } from './policy-confirm.js';
import { policyDiff } from './policy-diff.js';
import { policyList } from './policy-list.js';
import { policyNew } from './policy-new.js';
import { policyPush } from './policy-push.js';
import { policyRollback } from './policy-rollback.js';
import { policyShadow } from './policy-shadow.js';
import { policyTest } from './policy-test.js';
import { replay } from './replay.js';

/** Every command, in the order of the help. A new one is a file here and a line. */
export const COMMANDS: readonly CliCommand[] = [
  policyNew,
  policyCheck,
  policyTest,
  policyBuild,
  policyDiff,
  policyPush,
  policyShadow,
  policyActivate,
  policyConfirm,
  policyRollback,
  policyList,
  evaluate,
  explain,
  replay,
  completionOf(() => COMMANDS),
];
