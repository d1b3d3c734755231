package policy.ownership_test

import data.policy.ownership

question := {
	"subject": {"type": "user", "id": "alice", "properties": {}},
	"action": {"name": "delete", "properties": {}},
	"resource": {
		"type": "note",
		"id": "n1",
		"stored": true,
		"owner": {"type": "user", "id": "alice"},
		"properties": {"shared_with": ["bob"]},
	},
}

permit(patch) := found if {
	found := ownership.permit with input as object.union(question, patch)
}

test_ownership_the_owner_does_everything if {
	permit({}) == {"owner"}
}

test_ownership_an_agent_of_the_same_name_is_another if {
	permit({"subject": {"type": "agent"}}) == set()
}

test_ownership_an_owner_in_the_properties_is_none if {
	asserted := {"resource": {"owner": null, "properties": {"owner": "alice"}}}
	permit(asserted) == set()
}

test_ownership_nobody_owns_what_has_no_owner if {
	nobody := {"subject": {"type": null, "id": null}, "resource": {"owner": {"type": null, "id": null}}}
	permit(nobody) == set()
}

test_ownership_shared_with if {
	bob := {"subject": {"id": "bob"}, "action": {"name": "read"}}
	permit(bob) == {"shared"}
	permit({"subject": {"id": "bob"}}) == set()
	permit(object.union(bob, {"resource": {"stored": false}})) == set()
	permit(object.union(bob, {"resource": {"properties": {"shared_with": "bob"}}})) == set()
}
