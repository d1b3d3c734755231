# METADATA
# title: Starter policy
# description: What a tenant runs until its first push. Demands no guard; permits by role, by ownership, and agents alone only by name.
# scope: package
package policy.starter

# Kinds of subject that roles and ownership work for. An agent alone is never one of them, whatever roles it has.
accountable_types := {"service", "user"}

# What the role viewer may do.
reading_actions := {"browse", "download", "get", "list", "query", "read", "search", "view"}

# What the role editor may do besides: nothing that removes, shares, approves or administers.
writing_actions := {
	"add",
	"annotate",
	"append",
	"comment",
	"create",
	"edit",
	"insert",
	"rename",
	"reply",
	"save",
	"tag",
	"update",
	"upload",
	"write",
}

guards := set()

permit contains "admin" if has_role("admin")

permit contains "owner" if {
	is_accountable
	is_string(input.subject.id)
	input.subject.id != ""
	input.resource.properties.owner == input.subject.id
}

permit contains "editor" if {
	has_role("editor")
	is_editing
}

permit contains "viewer" if {
	has_role("viewer")
	is_reading
}

# An agent alone may do what its own stored attributes name by resource type: {"autonomous": {"record": ["read"]}}.
# Not the resource's: what is not stored of a resource, the caller may assert.
permit contains "autonomous" if {
	input.subject.type == "agent"
	is_string(input.resource.type)
	named := input.subject.properties.autonomous[input.resource.type]
	is_array(named)
	is_string(input.action.name)
	input.action.name in named
}

is_accountable if input.subject.type in accountable_types

has_role(name) if {
	is_accountable

	# Only a list counts: membership in an object would look at its values.
	is_array(input.subject.properties.roles)
	name in input.subject.properties.roles
}

is_reading if verb in reading_actions

is_editing if is_reading

is_editing if verb in writing_actions

# The action itself, or the verb of AuthZEN's can_<verb>_<noun>.
verb := split(input.action.name, "_")[1] if {
	startswith(input.action.name, "can_")
} else := input.action.name
