# METADATA
# title: Records by classification
# description: Reading needs clearance, for a purpose the record allows; an agent that writes tells so.
# scope: package
# custom:
#   legate:
#     resource_types: [record]
#     actions: [read, write]
package policy.records

import data.policy.lib.roles

levels := {"public": 0, "internal": 1, "confidential": 2, "secret": 3}

guards := {"not_archived", "purpose_allowed"}

permit contains "clearance" if {
	input.action.name == "read"
	is_number(input.subject.properties.clearance)
	input.subject.properties.clearance >= levels[input.resource.properties.classification]
}

permit contains "record_keeper" if {
	roles.has("record_keeper")
	input.resource.properties.classification in {"public", "internal"}
}

# A missing status is not proven to be active, so it denies.
guard contains "not_archived" if input.resource.properties.status == "active"

guard contains "purpose_allowed" if {
	is_string(input.context.purpose)
	is_array(input.resource.properties.purposes)
	input.context.purpose in input.resource.properties.purposes
}

obligations contains {
	"id": "agent_wrote",
	"type": "custom",
	"properties": {"journal": "record-changes", "agent": input.actor.id},
} if {
	input.action.name == "write"
	is_string(input.actor.id)
}
