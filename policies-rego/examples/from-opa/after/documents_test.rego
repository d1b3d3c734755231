package policy.documents_test

import data.policy.documents

question := {
	"subject": {"type": "user", "id": "alice", "properties": {"roles": ["reader"], "region": "eu"}},
	"action": {"name": "write", "properties": {}},
	"resource": {
		"type": "document",
		"id": "1",
		"properties": {"owner": "alice", "archived": false, "region": "eu"},
	},
}

permit(patch) := found if {
	found := documents.permit with input as object.union(question, patch)
}

unproven(patch) := found if {
	found := documents.guards - documents.guard with input as object.union(question, patch)
}

test_documents_permits if {
	permit({}) == {"owner"}
	permit({"subject": {"id": "bob"}, "action": {"name": "read"}}) == {"reader"}
	permit({"subject": {"id": "bob"}}) == set()
	unproven({}) == set()
}

test_documents_guards if {
	unproven({"resource": {"properties": {"archived": true}}}) == {"not_archived"}
	unproven({"resource": {"properties": {"region": "us"}}}) == {"same_region"}
	unproven({"action": {"name": "read"}, "resource": {"properties": {"archived": true}}}) == set()
}

test_documents_what_is_missing_is_not_proven if {
	unproven({"resource": {"properties": {"archived": null, "region": null}}}) == {"not_archived", "same_region"}
}
