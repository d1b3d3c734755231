package policy.relationship_test

import data.policy.relationship

question := {
	"subject": {"type": "user", "id": "alice", "properties": {"groups": []}},
	"action": {"name": "read", "properties": {}},
	"resource": {
		"type": "file",
		"id": "f1",
		"stored": true,
		"properties": {},
		"ancestors": [
			{"type": "folder", "id": "team", "properties": {"members": ["alice", "group:finance"]}},
			{"type": "folder", "id": "company", "properties": {"editors": ["carol"]}},
		],
	},
}

permit(patch) := found if {
	found := relationship.permit with input as object.union(question, patch)
}

unproven(patch) := found if {
	found := relationship.guards - relationship.guard with input as object.union(question, patch)
}

user(id) := {"subject": {"id": id}}

test_relationship_a_member_reads if {
	permit({}) == {"member"}
	unproven({}) == set()
	permit({"action": {"name": "write"}}) == set()
}

test_relationship_an_editor_further_up if {
	permit(object.union(user("carol"), {"action": {"name": "write"}})) == {"editor"}
	permit(object.union(user("carol"), {"action": {"name": "delete"}})) == set()
}

test_relationship_through_a_group if {
	permit({"subject": {"id": "dan", "properties": {"groups": ["finance"]}}}) == {"member"}
	permit({"subject": {"id": "dan", "properties": {"groups": "finance"}}}) == set()
	permit({"subject": {"id": "dan", "properties": {"groups": [null]}}}) == set()
}

test_relationship_nobody_else if {
	permit(user("erin")) == set()
	permit({"subject": {"type": "agent"}}) == set()
	permit({"resource": {"ancestors": []}}) == set()
	permit({"resource": {"ancestors": {"a": {"type": "folder", "properties": {"members": ["alice"]}}}}}) == set()
	permit({"resource": {"ancestors": [{"type": "bucket", "properties": {"members": ["alice"]}}]}}) == set()
}

test_relationship_a_file_that_is_not_stored if {
	unproven({"resource": {"stored": false}}) == {"stored"}
}
