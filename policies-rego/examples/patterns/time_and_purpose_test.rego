package policy.time_and_purpose_test

import data.policy.time_and_purpose

# Monday 2026-11-23, 12:00 UTC.
noon := 1795435200000000000

hour := ((60 * 60) * 1000) * 1000000

question := {
	"mode": "autonomous",
	"subject": {"type": "user", "id": "alice", "properties": {"roles": ["case_worker"]}},
	"chain": [],
	"action": {"name": "read", "properties": {}},
	"resource": {"type": "case_file", "id": "c1", "properties": {"purposes": ["care", "billing"]}},
	"context": {"purpose": "care"},
	"now_ns": noon,
}

permit(patch) := found if {
	found := time_and_purpose.permit with input as object.union(question, patch)
}

unproven(patch) := found if {
	found := time_and_purpose.guards - time_and_purpose.guard with input as object.union(question, patch)
}

delegated(purposes) := {
	"mode": "delegated",
	"context": {},
	"chain": [{"id": "g", "purpose": purpose} | some purpose in purposes],
}

test_time_and_purpose_in_office_hours if {
	permit({}) == {"case_worker"}
	unproven({}) == set()
}

test_time_and_purpose_no_other_role if {
	permit({"subject": {"properties": {"roles": ["visitor"]}}}) == set()
	permit({"subject": {"properties": {"roles": "case_worker"}}}) == set()
}

test_time_and_purpose_at_night_and_on_sunday if {
	every now in [noon - (5 * hour), noon + (6 * hour), noon - (24 * hour), "12:00", null] {
		unproven({"now_ns": now}) == {"office_hours"}
	}
	unproven({"now_ns": noon - (4 * hour)}) == set()
}

test_time_and_purpose_another_purpose if {
	every wrong in ["marketing", null, ["care"]] {
		unproven({"context": {"purpose": wrong}}) == {"purpose"}
	}
	unproven({"resource": {"properties": {"purposes": "care"}}}) == {"purpose"}
}

test_time_and_purpose_of_every_grant if {
	unproven(delegated(["care", "billing"])) == set()
	unproven(delegated(["care", "marketing"])) == {"purpose"}
	unproven(delegated(["care", null])) == {"purpose"}
	unproven(delegated([])) == {"purpose"}
}
