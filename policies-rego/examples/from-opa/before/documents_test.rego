package app.documents_test

import data.app.documents

question := {
	"user": {"id": "alice", "roles": ["reader"], "region": "eu"},
	"action": "write",
	"document": {"owner": "alice", "archived": false, "region": "eu"},
}

allow(patch) := found if {
	found := documents.allow with input as object.union(question, patch)
}

test_from_opa_allows if {
	allow({})
	allow({"user": {"id": "bob"}, "action": "read"})
	not allow({"user": {"id": "bob"}})
}

test_from_opa_denies if {
	not allow({"document": {"archived": true}})
	not allow({"document": {"region": "us"}})
}

# The hole: a deny rule that has nothing to look at does not deny.
test_from_opa_what_is_missing_does_not_deny if {
	allow(object.union({"document": {"archived": null}}, {}))
	found := documents.allow with input as json.remove(question, ["/document/region", "/document/archived"])
	found
}
