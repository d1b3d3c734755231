import { CliError } from '../terminal/cli-error.js';

const TYPE = /^[a-z][a-z0-9_]{0,39}$/u;
/** Words of Rego, which cannot name a package. */
const RESERVED = new Set(
  'as contains data default else every false if import in input not null package set some true with'.split(
    ' ',
  ),
);

/** The files of a policy repo to begin with, by path. @throws CliError for a type that no package can be called by */
export function starterRepo(type: string): Readonly<Record<string, string>> {
  if (!TYPE.test(type) || RESERVED.has(type)) {
    throw new CliError(
      'cli.usage',
      'the type must be a word of lower-case letters, digits and _ that is none of Rego',
    );
  }
  return {
    '.gitignore': 'bundle.tar.gz\n',
    '.manifest': manifest(type),
    'README.md': readme(type),
    [`policy/${type}.rego`]: rules(type),
    [`policy/${type}_test.rego`]: tests(type),
  };
}

function manifest(type: string): string {
  const legate = { resource_types: [type], actions: ['delete', 'read', 'write'] };
  return `${JSON.stringify({ roots: ['policy'], metadata: { legate } }, null, 2)}\n`;
}

function rules(type: string): string {
  return `# METADATA
# title: Access to each ${type}
# description: Its owner may do everything with it, readers may read it, and nothing changes what is archived.
# scope: package
# custom:
#   legate:
#     resource_types: [${type}]
#     actions: [delete, read, write]
package policy.${type}

# What must hold, whatever permits: all guards of all packages that apply.
guards := {"not_archived"}

permit contains "owner" if {
	is_string(input.subject.id)
	input.resource.properties.owner == input.subject.id
}

permit contains "reader" if {
	input.action.name == "read"
	is_array(input.subject.properties.roles)
	"reader" in input.subject.properties.roles
}

guard contains "not_archived" if input.action.name == "read"

# A missing status is not proven to be active, so it denies.
guard contains "not_archived" if input.resource.properties.status == "active"
`;
}

function tests(type: string): string {
  return `package policy.${type}_test

import data.policy.${type}

question := {
	"subject": {"type": "user", "id": "alice", "properties": {"roles": []}},
	"action": {"name": "write", "properties": {}},
	"resource": {"type": "${type}", "id": "1", "properties": {"owner": "alice", "status": "active"}},
}

permit(patch) := found if {
	found := ${type}.permit with input as object.union(question, patch)
}

unproven(patch) := ${type}.guards - proven(patch)

proven(patch) := found if {
	found := ${type}.guard with input as object.union(question, patch)
}

${cases()}`;
}

function cases(): string {
  return `test_the_owner_may_write if {
	permit({}) == {"owner"}
	unproven({}) == set()
}

test_nobody_else_may_write if {
	permit({"subject": {"id": "bob"}}) == set()
	permit({"subject": {"id": "bob", "properties": {"roles": ["reader"]}}}) == set()
}

test_a_reader_may_read if {
	permit({"action": {"name": "read"}, "subject": {"id": "bob", "properties": {"roles": ["reader"]}}}) == {"reader"}
}

test_roles_must_be_a_list if {
	every wrong in ["reader", {"a": "reader"}, null] {
		permit({"action": {"name": "read"}, "subject": {"id": "bob", "properties": {"roles": wrong}}}) == set()
	}
}

test_an_owner_that_is_missing_is_nobody if {
	permit({"subject": {"id": null}, "resource": {"properties": {"owner": null}}}) == set()
}

test_archived_can_only_be_read if {
	every status in ["archived", null, true] {
		unproven({"resource": {"properties": {"status": status}}}) == {"not_archived"}
		unproven({"action": {"name": "read"}, "resource": {"properties": {"status": status}}}) == set()
	}
}
`;
}

function readme(type: string): string {
  return `# Policy

Rules for the resource type \`${type}\`, in Rego, decided by Legate.

- \`policy/${type}.rego\`: the rules, and for which requests they are.
- \`policy/${type}_test.rego\`: their tests.
- \`.manifest\`: the resource types and actions that this policy speaks of. A name in an annotation that is neither here
  nor known to the server is refused, since a typo would switch guards off.

\`\`\`sh
legate policy check   # what the server checks, and what applies to what
legate policy test    # the tests alone, and what they reach
legate policy diff active   # what a push would change
legate policy push    # check, store and activate on the server
legate policy rollback   # back to the one before
\`\`\`
`;
}
