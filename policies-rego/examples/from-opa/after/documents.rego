# METADATA
# title: Documents
# description: What was allow is permit; what was deny is a guard, which says what must hold.
# scope: package
# custom:
#   legate:
#     resource_types: [document]
package policy.documents

guards := {"not_archived", "same_region"}

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

guard contains "not_archived" if input.resource.properties.archived == false

guard contains "same_region" if {
	is_string(input.subject.properties.region)
	input.resource.properties.region == input.subject.properties.region
}
