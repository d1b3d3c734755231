import type { Attributes } from '@legate/core';
import { opa, withFolder } from '../../policy/support/opa.js';
import { caseModules } from './case-modules.js';
import type { OpaCase } from './cases.js';
import type { BuiltCases } from './opa-build.js';

/** What one case came to: bindings, an error of the evaluation, or OPA's refusal to compile it. */
export type Said =
  | {
      readonly bindings: readonly Readonly<Record<string, unknown>>[];
      readonly hasSets: boolean;
    }
  | { readonly error: string }
  | { readonly refusal: string };

/** What our runtime says to each case. */
export function evaluateCases({ engine, packages, refusals }: BuiltCases): Map<OpaCase, Said> {
  const said = new Map<OpaCase, Said>();
  for (const [each, refusal] of refusals) {
    said.set(each, { refusal });
  }
  for (const [each, name] of packages) {
    try {
      const result = engine?.evaluatePackage(name, each.input as Attributes | undefined);
      said.set(each, {
        bindings: (result?.['bindings'] ?? []) as [],
        hasSets: result?.['hasSets'] === true,
      });
    } catch (thrown) {
      said.set(each, { error: (thrown as Error).message });
    }
  }
  return said;
}

/** What `opa eval`, not strict, says to cases without input, by one run. */
export async function interpretCases(cases: readonly OpaCase[]): Promise<Map<OpaCase, unknown>> {
  const modules = cases.map((each, index) => caseModules(each, `c${index}`));
  const files: Record<string, string> = Object.assign({}, ...modules.map((each) => each.files));
  files['data.json'] = JSON.stringify(Object.assign({}, ...modules.map((each) => each.data)));
  return await withFolder(files, async (folder) => {
    const { exitCode, stdout, stderr } = await opa([
      'eval',
      '--data',
      folder,
      '--format',
      'json',
      'data.legate_entry',
    ]);
    if (exitCode !== 0) {
      throw new Error(stdout + stderr);
    }
    const { result } = JSON.parse(stdout) as {
      result: [{ expressions: [{ value: Record<string, { result: { bindings: unknown } }> }] }];
    };
    const { value } = result[0].expressions[0];
    return new Map(cases.map((each, index) => [each, value[`c${index}`]?.result.bindings]));
  });
}
