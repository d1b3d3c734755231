// `npm run fuzz [-- --bodies=200000 --seed=1]`: the long form of test/e2e/fuzz.spec.ts.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './setup/ensure-built.mjs';
import { ensureInstalled } from './setup/ensure-installed.mjs';
import { root } from './setup/root.mjs';
import { runCommand } from './setup/run-command.mjs';

const { values } = parseArgs({
  options: { bodies: { type: 'string', default: '200000' }, seed: { type: 'string' } },
});
await ensureInstalled();
await ensureBuilt();
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
process.exitCode = await runCommand(
  process.execPath,
  [jest, '--selectProjects', 'e2e', '--testPathPatterns', 'test/e2e/fuzz\\.spec'],
  {
    cwd: root,
    env: {
      ...process.env,
      FUZZ_BODIES: values.bodies,
      ...(values.seed !== undefined && { FUZZ_SEED: values.seed }),
    },
  },
);
