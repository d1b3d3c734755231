# METADATA
# title: Roles
# description: What each role may do with an invoice. Roles come from the directory, never from the request.
# scope: package
# custom:
#   legate:
#     resource_types: [invoice]
package policy.rbac

allowed_actions := {
	"accountant": {"approve", "read", "write"},
	"clerk": {"read", "write"},
	"viewer": {"read"},
}

guards := {"four_eyes"}

permit contains role if {
	is_array(input.subject.properties.roles)
	some role in input.subject.properties.roles
	input.action.name in allowed_actions[role]
}

# Separation of duties: who wrote an invoice does not approve it.
guard contains "four_eyes" if input.action.name in {"read", "write"}

guard contains "four_eyes" if {
	input.action.name == "approve"
	is_string(input.subject.id)
	is_string(input.resource.properties.written_by)
	input.resource.properties.written_by != input.subject.id
}
