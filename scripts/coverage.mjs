// `npm run coverage`: the domain and the use case are covered to the last branch by their own tests.
import { join } from 'node:path';
import { ensureInstalled } from './setup/ensure-installed.mjs';
import { root } from './setup/root.mjs';
import { runCommand } from './setup/run-command.mjs';

// Files of types alone have no code to run, which V8 counts as not covered.
const TYPES = [
  'libs/core/src/model/{decision,grant,request,scope}.ts',
  'libs/decision/src/answer.ts',
];

await ensureInstalled();
process.exitCode = await runCommand(
  process.execPath,
  [
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    ...['--selectProjects', 'unit', 'property'],
    ...['--testPathPatterns', 'libs/(core|decision)|test/property'],
    ...['--coverage', '--coverageProvider=v8'],
    '--collectCoverageFrom=libs/{core,decision}/src/**/*.ts',
    '--collectCoverageFrom=!**/*.spec.ts',
    ...TYPES.map((files) => `--collectCoverageFrom=!${files}`),
    '--coverageThreshold={"global":{"branches":100,"lines":100,"functions":100}}',
  ],
  { cwd: root },
);
