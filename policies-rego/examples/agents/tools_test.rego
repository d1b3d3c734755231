package policy.tools_test

import data.policy.tools

question := {
	"subject": {"type": "user", "id": "alice", "properties": {"roles": ["buyer"]}},
	"actor": {"type": "agent", "id": "bot", "properties": {}},
	"action": {"name": "call", "properties": {"amount": 40}},
	"resource": {
		"type": "tool",
		"id": "pay",
		"stored": true,
		"properties": {"roles": ["buyer"], "digest": "sha256:aa", "takes_amount": true, "max_amount": 2000},
	},
	"context": {"tool_digest": "sha256:aa"},
}

changed(path, value) := json.unmarshal(json.marshal(object.union(question, nested(path, value))))

nested([a], value) := {a: value}

nested([a, b], value) := {a: {b: value}}

nested([a, b, c], value) := {a: {b: {c: value}}}

permit(asked) := found if {
	found := tools.permit with input as asked
}

unproven(asked) := tools.guards - proven(asked)

proven(asked) := found if {
	found := tools.guard with input as asked
}

obligations(asked) := found if {
	found := tools.obligations with input as asked
}

test_permits_a_registered_tool_below_its_cap if {
	permit(question) == {"tool_role"}
	unproven(question) == set()
	obligations(question) == set()
}

test_permits_no_other_role if {
	permit(changed(["subject", "properties", "roles"], ["reader"])) == set()
	permit(changed(["subject", "properties", "roles"], "buyer")) == set()
	permit(changed(["resource", "properties", "roles"], "buyer")) == set()
	permit(changed(["resource", "properties", "roles"], [null])) == set()
}

test_unregistered_tool if {
	every wrong in [false, "true", null, 1] {
		unproven(changed(["resource", "stored"], wrong)) == {"registered"}
	}
}

test_changed_tool if {
	every wrong in ["sha256:bb", "", null, 1, ["sha256:aa"]] {
		unproven(changed(["context", "tool_digest"], wrong)) == {"unchanged"}
		unproven(changed(["resource", "properties", "digest"], wrong)) == {"unchanged"}
	}
}

test_a_digest_missing_on_both_sides_is_not_equal if {
	without := json.remove(question, ["/context/tool_digest", "/resource/properties/digest"])
	unproven(without) == {"unchanged"}
}

test_cap if {
	unproven(changed(["action", "properties", "amount"], 2000)) == set()
	every wrong in [2001, -1, "40", null, [40]] {
		unproven(changed(["action", "properties", "amount"], wrong)) == {"within_cap"}
	}
	every wrong in [39, "2000", null, {"a": 1}] {
		unproven(changed(["resource", "properties", "max_amount"], wrong)) == {"within_cap"}
	}
	unproven(json.remove(question, ["/action/properties/amount"])) == {"within_cap"}
	unproven(json.remove(question, ["/resource/properties/max_amount"])) == {"within_cap"}
}

test_a_tool_without_amounts_says_so if {
	unproven(changed(["resource", "properties", "takes_amount"], false)) == set()
	every wrong in [null, 0, "", "false", []] {
		unproven(changed(["resource", "properties", "takes_amount"], wrong)) == {"within_cap"}
	}
}

test_tells_of_large_amounts if {
	obligations(changed(["action", "properties", "amount"], 999)) == set()
	obligations(changed(["action", "properties", "amount"], 1000)) == {{
		"id": "large_amount",
		"type": "notification",
		"properties": {"to": "payments-desk", "topic": "agent-spend", "body": "alice calls pay for 1000"},
	}}
}
