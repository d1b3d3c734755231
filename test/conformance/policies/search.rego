# METADATA
# title: Search demo
# description: The rules of the AuthZEN interop scenario "search" for records.
# scope: package
package policy.search

guards := set()

permit contains "owner" if {
	input.action.name in {"delete", "edit", "view"}
	is_string(input.subject.id)
	input.resource.properties.owner == input.subject.id
}

permit contains "department" if {
	input.action.name == "view"
	is_same_department
}

permit contains "manager" if {
	input.action.name == "view"
	input.subject.properties.role == "manager"
}

permit contains "managing_department" if {
	input.action.name == "edit"
	input.subject.properties.role == "manager"
	is_same_department
}

is_same_department if {
	is_string(input.subject.properties.department)
	input.resource.properties.department == input.subject.properties.department
}
