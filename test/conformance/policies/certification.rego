# METADATA
# title: Certification
# description: The eight decision values of the AuthZEN 1.0 certification scenario.
# scope: package
package policy.certification

guards := set()

# Rules 1 and 3.
permit contains "read" if {
	input.action.name == "read"
	input.subject.id in {"alice", "bob"}
	input.resource.id == "record-1"
}

# Rules 2 and 5: what is archived, alice may not write.
permit contains "write" if {
	input.action.name == "write"
	input.subject.id == "alice"
	input.resource.properties.status == "active"
}

# Rules 4 and 6: an admin writes what is archived, and nothing else.
permit contains "write_archived" if {
	input.action.name == "write"
	input.subject.properties.role == "admin"
	input.resource.properties.status == "archived"
}

# Rules 7 and 8.
permit contains "soft_delete" if {
	input.action.name == "delete"
	input.subject.id == "alice"
	input.resource.id == "record-1"
	input.action.properties.soft == true
}
