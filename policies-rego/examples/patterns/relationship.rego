# METADATA
# title: Relationship by parent
# description: Members of a folder reach the files below it; who may edit a folder may edit its files.
# scope: package
# custom:
#   legate:
#     resource_types: [file]
package policy.relationship

guards := {"stored"}

permit contains "member" if {
	input.action.name == "read"
	some folder in folders
	is_named(folder.properties.members)
}

permit contains "editor" if {
	input.action.name in {"read", "write"}
	some folder in folders
	is_named(folder.properties.editors)
}

# Only what is stored has ancestors; a file that is not known here has none of these relations.
guard contains "stored" if input.resource.stored == true

# Nearest first; no caller can assert them.
folders := [folder |
	is_array(input.resource.ancestors)
	some folder in input.resource.ancestors
	folder.type == "folder"
]

is_named(names) if {
	input.subject.type == "user"
	is_string(input.subject.id)
	is_array(names)
	input.subject.id in names
}

# A group is a name in the list, too: "group:finance".
is_named(names) if {
	input.subject.type == "user"
	is_array(names)
	is_array(input.subject.properties.groups)
	some group in input.subject.properties.groups
	is_string(group)
	concat(":", ["group", group]) in names
}
