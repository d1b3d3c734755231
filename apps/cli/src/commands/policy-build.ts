import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { revisionOf, REVISION } from '../policy/choose-revision.js';
import { renderWarnings } from '../policy/refusal-report.js';
import { policyName, withCheckedPolicy } from '../policy/with-policy.js';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';
import type { CliCommand } from './command.js';
import { COVERAGE_FLOOR, readCoverageFloor } from './shared-options.js';

const DEFAULT_OUTPUT = 'bundle.tar.gz';

export const policyBuild: CliCommand = {
  name: 'policy build',
  summary: 'Checks a policy and writes it as an OPA bundle, which push, eval and diff take',
  args: [{ name: '[policy]', description: 'folder or bundle; default: this folder' }],
  options: [
    { flags: '-o, --output <file>', description: `default ${DEFAULT_OUTPUT}` },
    REVISION,
    COVERAGE_FLOOR,
  ],
  example: 'legate policy build policies --output build/policies.tar.gz',
  run: async (call) => {
    const name = policyName(call);
    const revision = await revisionOf(call, name);
    const output = call.options.text('output') ?? DEFAULT_OUTPUT;
    const named = { name, revision, coverageFloor: readCoverageFloor(call) };
    return await withCheckedPolicy(call, named, async ({ policy, compiled }) => {
      const { archive, pushed } = policy;
      await write(resolve(call.context.cwd, output), output, archive);
      const { warnings } = compiled.manifest;
      return {
        exit: EXIT.ok,
        json: {
          policy: name,
          output,
          bytes: archive.length,
          digest: pushed.digest,
          policyDigest: compiled.digest,
          bundleRevision: pushed.manifest.revision ?? pushed.digest,
          warnings,
        },
        text: (style) => {
          const warned = renderWarnings(warnings, { context: call.context, policy, style });
          const revisionText = pushed.manifest.revision ?? pushed.digest.slice(0, 12);
          return `${warned === '' ? '' : `${warned}\n\n`}${style.good('built')}: ${output}, ${archive.length} bytes, revision ${revisionText}`;
        },
      };
    });
  },
};

async function write(path: string, name: string, archive: Buffer): Promise<void> {
  try {
    await writeFile(path, archive);
  } catch (cause) {
    throw new CliError(
      'cli.file',
      `cannot write ${name}: ${(cause as NodeJS.ErrnoException).code ?? ''}`,
    );
  }
}
