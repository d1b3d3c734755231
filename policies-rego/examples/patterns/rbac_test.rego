package policy.rbac_test

import data.policy.rbac

question := {
	"subject": {"type": "user", "id": "alice", "properties": {"roles": ["accountant"]}},
	"action": {"name": "approve", "properties": {}},
	"resource": {"type": "invoice", "id": "i1", "properties": {"written_by": "bob"}},
}

permit(patch) := found if {
	found := rbac.permit with input as object.union(question, patch)
}

unproven(patch) := found if {
	found := rbac.guards - rbac.guard with input as object.union(question, patch)
}

with_roles(roles) := {"subject": {"properties": {"roles": roles}}}

test_rbac_an_accountant_approves if {
	permit({}) == {"accountant"}
	unproven({}) == set()
}

test_rbac_no_other_role_approves if {
	permit(with_roles(["clerk", "viewer", "nobody"])) == set()
}

test_rbac_roles_must_be_a_list if {
	every wrong in ["accountant", {"a": "accountant"}, null, [["accountant"]]] {
		permit(with_roles(wrong)) == set()
	}
}

test_rbac_nobody_approves_what_they_wrote if {
	every wrong in ["alice", null, 1] {
		unproven({"resource": {"properties": {"written_by": wrong}}}) == {"four_eyes"}
	}
}

test_rbac_reading_needs_no_second_person if {
	unproven({"action": {"name": "read"}, "resource": {"properties": {"written_by": "alice"}}}) == set()
	unproven({"action": {"name": "delete"}}) == {"four_eyes"}
}
