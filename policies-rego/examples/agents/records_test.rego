package policy.records_test

import data.policy.records

question := {
	"subject": {"type": "user", "id": "alice", "properties": {"roles": ["record_keeper"], "clearance": 2}},
	"actor": {"type": "agent", "id": "bot", "properties": {}},
	"action": {"name": "read", "properties": {}},
	"resource": {
		"type": "record",
		"id": "r1",
		"stored": true,
		"properties": {"classification": "internal", "status": "active", "purposes": ["billing"]},
	},
	"context": {"purpose": "billing"},
}

permit(patch) := found if {
	found := records.permit with input as object.union(question, patch)
}

unproven(patch) := records.guards - proven(patch)

proven(patch) := found if {
	found := records.guard with input as object.union(question, patch)
}

obligations(patch) := found if {
	found := records.obligations with input as object.union(question, patch)
}

test_permits_by_clearance_and_role if {
	permit({}) == {"clearance", "record_keeper"}
	unproven({}) == set()
}

test_clearance_must_reach if {
	permit({"resource": {"properties": {"classification": "confidential"}}}) == {"clearance"}
	permit({"resource": {"properties": {"classification": "secret"}}}) == set()
}

test_an_unknown_classification_permits_nothing if {
	every wrong in ["top", null, 0, ["public"], {}] {
		permit({"resource": {"properties": {"classification": wrong}}}) == set()
	}
}

test_clearance_of_a_wrong_type if {
	every wrong in ["3", null, [9], {"level": 9}, true] {
		permit({"subject": {"properties": {"clearance": wrong, "roles": []}}}) == set()
	}
}

test_clearance_is_for_reading if {
	permit({"action": {"name": "write"}}) == {"record_keeper"}
}

test_guards if {
	every wrong in ["archived", null, ["active"], true] {
		unproven({"resource": {"properties": {"status": wrong}}}) == {"not_archived"}
	}
	every wrong in ["marketing", null, ["billing"], 1] {
		unproven({"context": {"purpose": wrong}}) == {"purpose_allowed"}
	}
	every wrong in ["billing", {"a": "billing"}, [], null] {
		unproven({"resource": {"properties": {"purposes": wrong}}}) == {"purpose_allowed"}
	}
	proven_of_nothing == set()
}

proven_of_nothing := found if {
	found := records.guard with input as {}
}

test_an_agent_that_writes_tells_so if {
	obligations({}) == set()
	obligations({"action": {"name": "write"}, "actor": null}) == set()
	obligations({"action": {"name": "write"}}) == {{
		"id": "agent_wrote",
		"type": "custom",
		"properties": {"journal": "record-changes", "agent": "bot"},
	}}
}
