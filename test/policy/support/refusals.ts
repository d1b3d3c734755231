import type { BuildProblem } from '@legate/policy';

/** A package that keeps the contract. */
export const GOOD =
  'package policy.good\n\nguards := set()\n\npermit contains "x" if input.x == 1\n';
/** A METADATA block with these lines below `custom.legate`. */
export const legate = (...lines: string[]): string =>
  ['# METADATA', '# scope: package', '# custom:', '#   legate:', ...lines, ''].join('\n');

/** A file that is refused: with which code, in which line, and what the message must say. */
export interface Refusal {
  readonly code: BuildProblem['code'];
  readonly file: string;
  readonly line: number;
  readonly says: string;
  readonly text: string;
}

function refusal(
  code: Refusal['code'],
  [file, line]: readonly [string, number],
  says: string,
  text: string,
): Refusal {
  return { code, file, line, says, text };
}

/** At least one for each code that a single file can earn. */
export const REFUSALS: readonly Refusal[] = [
  refusal('policy.build.syntax', ['p.rego', 4], 'unexpected', 'package policy.p\n\npermit {\n'),
  refusal(
    'policy.build.check',
    ['p.rego', 3],
    'unused',
    'package policy.p\n\nimport data.policy.good\n\nguards := set()\n',
  ),
  refusal(
    'policy.build.check',
    ['p.rego', 4],
    'unsafe',
    'package policy.p\n\nguards := set()\np := x if y > 1\n',
  ),
  refusal(
    'policy.build.builtin',
    ['p.rego', 4],
    'http.send',
    'package policy.p\n\nguards := set()\npermit contains "x" if http.send({}).ok\n',
  ),
  refusal(
    'policy.build.builtin',
    ['p.rego', 4],
    'time.now_ns',
    'package policy.p\n\nguards := set()\npermit contains "x" if time.now_ns() > 1\n',
  ),
  refusal(
    'policy.build.builtin',
    ['p.rego', 4],
    'graphql.is_valid',
    'package policy.p\n\nguards := set()\npermit contains "x" if graphql.is_valid("a", "b")\n',
  ),
  refusal(
    'policy.build.builtin',
    ['p_test.rego', 3],
    'opa.runtime',
    'package policy.p_test\n\ntest_x if opa.runtime()\n',
  ),
  refusal(
    'policy.build.package_name',
    ['p.rego', 1],
    'other.p',
    'package other.p\n\nguards := set()\n',
  ),
  refusal(
    'policy.build.package_name',
    ['p.rego', 1],
    'policy',
    'package policy\n\nguards := set()\n',
  ),
  refusal(
    'policy.build.package_name',
    ['p.rego', 2],
    'a-b',
    '# x\npackage policy["a-b"]\n\nguards := set()\n',
  ),
  refusal(
    'policy.build.package_name',
    ['p.rego', 1],
    'legate_entry',
    'package legate_entry.p0\n\nresult := {"permit": ["x"]}\n',
  ),
  refusal(
    'policy.build.package_name',
    ['p_test.rego', 1],
    'p_test',
    'package p_test\n\ntest_x if true\n',
  ),
  refusal(
    'policy.build.test_package',
    ['p.rego', 1],
    'policy.p_test',
    'package policy.p_test\n\nguards := set()\n',
  ),
  refusal(
    'policy.build.test_package',
    ['p_test.rego', 1],
    'policy.p',
    'package policy.p\n\nguards := {"g"}\n',
  ),
  refusal(
    'policy.build.guards_missing',
    ['p.rego', 1],
    'guards := set()',
    'package policy.p\n\npermit contains "x" if true\n',
  ),
  refusal(
    'policy.build.guards_form',
    ['p.rego', 3],
    'constant',
    'package policy.p\n\nguards := {"a"} if input.x\n',
  ),
  refusal(
    'policy.build.guards_form',
    ['p.rego', 3],
    'constant',
    'package policy.p\n\nguards := {x | some x in input.guards}\n',
  ),
  refusal(
    'policy.build.guards_form',
    ['p.rego', 3],
    'constant',
    'package policy.p\n\nguards contains "a"\n',
  ),
  refusal(
    'policy.build.guards_form',
    ['p.rego', 3],
    'constant',
    'package policy.p\n\nguards := ["a"]\n',
  ),
  refusal(
    'policy.build.guards_form',
    ['p.rego', 3],
    'constant',
    'package policy.p\n\nguards := {"a", 1}\n',
  ),
  refusal(
    'policy.build.guards_form',
    ['p.rego', 3],
    'constant',
    'package policy.p\n\nguards := {"a", ""}\n',
  ),
  refusal(
    'policy.build.guards_form',
    ['p.rego', 3],
    'constant',
    'package policy.p\n\ndefault guards := {"a"}\n',
  ),
  refusal(
    'policy.build.guards_form',
    ['p.rego', 3],
    'constant',
    'package policy.p\n\nguards := {"a"} if input.x else := set()\n',
  ),
  refusal(
    'policy.build.guards_form',
    ['p.rego', 3],
    'constant',
    'package policy.p\n\nguards.a := true\n',
  ),
  refusal(
    'policy.build.guards_form',
    ['p.rego', 5],
    'once',
    'package policy.p\n\nguards := {"a"}\n\nguards := {"b"}\n',
  ),
  refusal(
    'policy.build.guard_unknown',
    ['p.rego', 4],
    'not_archved',
    'package policy.p\n\nguards := {"not_archived"}\nguard contains "not_archved" if input.x\n',
  ),
  refusal(
    'policy.build.guard_name',
    ['p.rego', 4],
    'literal',
    'package policy.p\n\nguards := {"a"}\nguard contains x if some x in {"a", "b"}\n',
  ),
  refusal(
    'policy.build.rule_form',
    ['p.rego', 4],
    'guard contains',
    'package policy.p\n\nguards := {"a"}\nguard := {"a"}\n',
  ),
  refusal(
    'policy.build.rule_form',
    ['p.rego', 4],
    'permit contains',
    'package policy.p\n\nguards := set()\npermit if true\n',
  ),
  refusal(
    'policy.build.rule_form',
    ['p.rego', 4],
    'permit contains',
    'package policy.p\n\nguards := set()\npermit.admin := "x"\n',
  ),
  refusal(
    'policy.build.rule_form',
    ['p.rego', 4],
    'obligations contains',
    'package policy.p\n\nguards := set()\nobligations := []\n',
  ),
  refusal(
    'policy.build.annotation_key',
    ['p.rego', 1],
    'resource_types',
    `${legate('#     resource_type: [a]')}package policy.p\n\nguards := set()\n`,
  ),
  refusal(
    'policy.build.annotation_key',
    ['p.rego', 1],
    'actions',
    `${legate('#     action: [a]')}package policy.p\n\nguards := set()\n`,
  ),
  refusal(
    'policy.build.annotation_key',
    ['p.rego', 1],
    'custom.legate?',
    '# METADATA\n# scope: package\n# custom:\n#   legat:\n#     actions: [a]\npackage policy.p\n\nguards := set()\n',
  ),
  refusal(
    'policy.build.annotation_key',
    ['p.rego', 1],
    'custom.legate.actions',
    '# METADATA\n# scope: package\n# custom:\n#   actions: [a]\npackage policy.p\n\nguards := set()\n',
  ),
  refusal(
    'policy.build.annotation_value',
    ['p.rego', 1],
    'actions',
    `${legate('#     actions: read')}package policy.p\n\nguards := set()\n`,
  ),
  refusal(
    'policy.build.annotation_value',
    ['p.rego', 1],
    'actions',
    `${legate('#     actions: []')}package policy.p\n\nguards := set()\n`,
  ),
  refusal(
    'policy.build.annotation_value',
    ['p.rego', 1],
    'resource_types',
    `${legate("#     resource_types: [a, '']")}package policy.p\n\nguards := set()\n`,
  ),
  refusal(
    'policy.build.annotation_value',
    ['p.rego', 1],
    'resource_types',
    `${legate('#     resource_types: [1]')}package policy.p\n\nguards := set()\n`,
  ),
  refusal(
    'policy.build.annotation_value',
    ['p.rego', 1],
    'object',
    '# METADATA\n# scope: package\n# custom:\n#   legate: [record]\npackage policy.p\n\nguards := set()\n',
  ),
  refusal(
    'policy.build.annotation_value',
    ['p.rego', 1],
    'library',
    `${legate("#     library: 'yes'")}package policy.p\n\nguards := set()\n`,
  ),
  refusal(
    'policy.build.annotation_scope',
    ['p.rego', 5],
    'scope: package',
    'package policy.p\n\nguards := set()\n\n# METADATA\n# custom:\n#   legate:\n#     actions: [a]\npermit contains "x" if true\n',
  ),
  refusal(
    'policy.build.annotation_ignored',
    ['p.rego', 1],
    'METADATA',
    '#     resource_types: [record]\npackage policy.p\n\nguards := set()\n',
  ),
  refusal(
    'policy.build.library_rule',
    ['p.rego', 8],
    'permit',
    `${legate('#     library: true')}package policy.p\n\npermit contains "x" if true\n`,
  ),
];
