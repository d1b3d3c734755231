import type { Obligation, PolicyInput, PolicyOutcome } from '@legate/core';
import type { PackageManifest } from '@legate/policy';
import { opa } from './opa.js';

interface Said {
  readonly permit?: readonly string[];
  readonly guard?: readonly string[];
  readonly obligations?: readonly Obligation[];
}

/**
 * What `opa eval` says to each input, put together in the plainest way from the packages' annotations: the
 * reference that our runtime is compared with. One run of OPA for all inputs.
 */
export async function opaOutcomes(
  folder: string,
  packages: readonly PackageManifest[],
  inputs: readonly PolicyInput[],
): Promise<PolicyOutcome[]> {
  const packageNames = packages.map(({ name }) => name);
  const fields = packageNames.map((name) => `"${name}": data.${name}`);
  const query = `[said | some q in input.inputs; said := {${fields.join(', ')}} with input as q]`;
  const args = ['eval', '--data', folder, '--stdin-input', '--format', 'json'];
  const { exitCode, stdout, stderr } = await opa([...args, query], JSON.stringify({ inputs }));
  if (exitCode !== 0) {
    throw new Error(`opa eval: ${stdout}${stderr}`);
  }
  const { result } = JSON.parse(stdout) as {
    result: [{ expressions: [{ value: Record<string, Said>[] }] }];
  };
  return result[0].expressions[0].value.map((said, index) => {
    const input = inputs[index];
    return combineSaid(
      packages.filter((each) => input !== undefined && isFor(each, input)),
      said,
    );
  });
}

function isFor({ resourceTypes, actions }: PackageManifest, input: PolicyInput): boolean {
  return (
    (resourceTypes?.includes(input.resource.type) ?? true) &&
    (actions?.includes(input.action.name) ?? true)
  );
}

function combineSaid(
  packages: readonly PackageManifest[],
  said: Record<string, Said>,
): PolicyOutcome {
  const all = packages.map((each) => ({ guards: each.guards, said: said[each.name] ?? {} }));
  const obligations = all.flatMap((each) => each.said.obligations ?? []);
  return {
    permits: [...new Set(all.flatMap((each) => each.said.permit ?? []))].sort(),
    unprovenGuards: [
      ...new Set(
        all.flatMap(({ guards, said: { guard = [] } }) =>
          guards.filter((name) => !guard.includes(name)),
        ),
      ),
    ].sort(),
    obligations,
    failures: [],
  };
}
