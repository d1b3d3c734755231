# METADATA
# title: Tools that agents call
# description: Permits only registered, unchanged tools, below their cap, and tells a person of large amounts.
# scope: package
# custom:
#   legate:
#     resource_types: [tool]
#     actions: [call]
package policy.tools

import data.policy.lib.roles

# Amounts from here on are told to a person.
large_amount := 1000

guards := {"registered", "unchanged", "within_cap"}

# The tool names the roles that may use it.
permit contains "tool_role" if {
	is_array(input.resource.properties.roles)
	some role in input.resource.properties.roles
	roles.has(role)
}

guard contains "registered" if input.resource.stored == true

# What the gateway sees of the tool now is what was reviewed (tool poisoning, rug pull).
guard contains "unchanged" if {
	is_string(input.context.tool_digest)
	input.context.tool_digest == input.resource.properties.digest
}

guard contains "within_cap" if input.resource.properties.takes_amount == false

guard contains "within_cap" if {
	input.resource.properties.takes_amount == true
	is_number(input.resource.properties.max_amount)
	amount >= 0
	amount <= input.resource.properties.max_amount
}

obligations contains {
	"id": "large_amount",
	"type": "notification",
	"properties": {
		"to": "payments-desk",
		"topic": "agent-spend",
		"body": sprintf("%s calls %s for %v", [text(input.subject.id), text(input.resource.id), amount]),
	},
} if {
	amount >= large_amount
}

amount := input.action.properties.amount if is_number(input.action.properties.amount)

text(value) := value if {
	is_string(value)
} else := "?"
