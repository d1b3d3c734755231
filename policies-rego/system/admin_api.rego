# METADATA
# title: Admin API
# description: Decides Legate's own API. The subject is the calling API client, the action the operation. Tenants never see it.
# scope: package
package policy.admin_api

# What each role may call. "*" stands for any noun or any verb of an operation named <noun>.<verb>;
# the two of the decision API have no noun, so no "*" reaches them.
role_operations := {
	"admin": {"*.*"},
	"audit": {"*.read", "decisions.replay"},
	"decide": {"decide"},
	"grants:any": {"grants.read", "grants.revoke", "grants.write"},
	"grants:own": {"grants.read", "grants.revoke", "grants.write"},
	"metrics": {"metrics.read"},
	"policy:debug": {"packages.evaluate"},
	"policy:push": {
		"bundle_remotes.fetch",
		"bundle_remotes.read",
		"bundles.read",
		"bundles.write",
		"decisions.replay",
		"repositories.read",
		"repositories.write",
	},
	"search": {"search"},
}

# Powers of their own, which no "*" reaches: who administers does not act for everybody.
reserved_operations := {"grants.write", "packages.evaluate", "tenants.delete", "tenants.read", "tenants.write"}

guards := set()

# The reason is the role that reaches the operation.
permit contains role if {
	input.subject.type == "caller"
	is_array(input.subject.properties.roles)
	some role in input.subject.properties.roles
	some form in forms
	form in role_operations[role]
}

# Tenants are made and ended by the one caller that is in all of them.
permit contains "bootstrap" if {
	input.subject.type == "caller"
	input.subject.properties.bootstrap == true
	is_literal
	startswith(input.action.name, "tenants.")
}

# The operation in the forms that the table may hold. No regular expression: this is asked for every decision.
forms contains input.action.name if is_literal

forms contains form if {
	is_literal
	not input.action.name in reserved_operations
	[noun, verb] := split(input.action.name, ".")
	noun != ""
	verb != ""
	some form in {concat(".", ["*", verb]), concat(".", [noun, "*"]), "*.*"}
}

# A "*" in a request must not match one in the table.
is_literal if contains(input.action.name, "*") == false
