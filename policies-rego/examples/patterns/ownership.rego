# METADATA
# title: Ownership
# description: Whoever owns a note decides about it; who is named in it may read it.
# scope: package
# custom:
#   legate:
#     resource_types: [note]
package policy.ownership

guards := set()

# `owner` beside the properties is what is stored; no caller can assert it.
permit contains "owner" if {
	is_string(input.subject.type)
	is_string(input.subject.id)
	input.resource.owner.type == input.subject.type
	input.resource.owner.id == input.subject.id
}

# Properties may come from the request where nothing is stored, hence `stored`.
permit contains "shared" if {
	input.action.name == "read"
	input.resource.stored == true
	input.subject.type == "user"
	is_string(input.subject.id)
	is_array(input.resource.properties.shared_with)
	input.subject.id in input.resource.properties.shared_with
}
