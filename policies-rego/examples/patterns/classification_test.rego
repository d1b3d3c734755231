package policy.classification_test

import data.policy.classification

question := {
	"subject": {"type": "user", "id": "alice", "properties": {"clearance": 2}},
	"action": {"name": "read", "properties": {}},
	"resource": {
		"type": "report",
		"id": "r1",
		"properties": {"classification": "confidential", "countries": ["CH", "DE"]},
	},
	"context": {"country": "CH", "managed_device": true},
}

permit(patch) := found if {
	found := classification.permit with input as object.union(question, patch)
}

unproven(patch) := found if {
	found := classification.guards - classification.guard with input as object.union(question, patch)
}

classified(name) := {"resource": {"properties": {"classification": name}}}

test_classification_clearance_reaches if {
	permit({}) == {"clearance"}
	unproven({}) == set()
}

test_classification_clearance_does_not_reach if {
	permit(classified("secret")) == set()
}

test_classification_that_nobody_knows_permits_nothing if {
	every wrong in ["top secret", null, 0, {}] {
		permit(classified(wrong)) == set()
		unproven({"resource": {"properties": {"classification": wrong}}, "context": {"managed_device": false}}) == {"device"}
	}
}

test_classification_clearance_must_be_a_number if {
	every wrong in ["3", true, [9], null] {
		permit({"subject": {"properties": {"clearance": wrong}}}) == set()
	}
}

test_classification_country if {
	every wrong in ["US", null, ["CH"]] {
		unproven({"context": {"country": wrong}}) == {"country"}
	}
	unproven({"resource": {"properties": {"countries": "CH"}}}) == {"country"}
}

test_classification_device if {
	every wrong in [false, "true", null, 1] {
		unproven({"context": {"managed_device": wrong}}) == {"device"}
	}
	unproven(object.union(classified("public"), {"context": {"managed_device": false}})) == set()
}
