package policy.agent_tools_test

import data.policy.agent_tools

question := {
	"mode": "delegated",
	"subject": {"type": "user", "id": "alice", "properties": {}},
	"actor": {"type": "agent", "id": "helper", "properties": {"tools": ["refund", "read_file", "search"]}},
	"action": {"name": "call", "properties": {"arguments": {"amount": 40}}},
	"resource": {
		"type": "agent_tool",
		"id": "refund",
		"stored": true,
		"properties": {"arguments": ["amount", "path"]},
	},
}

permit(patch) := found if {
	found := agent_tools.permit with input as object.union(question, patch)
}

unproven(patch) := unproven_of(object.union(question, patch))

unproven_of(asked) := found if {
	found := agent_tools.guards - agent_tools.guard with input as asked
}

# A union would join the arguments; these take the place of all.
calling(tool, arguments) := unproven_of(object.union(
	json.remove(question, ["/action/properties/arguments"]),
	{"resource": {"id": tool}, "action": {"properties": {"arguments": arguments}}},
))

test_agent_tools_a_tool_of_the_agent if {
	permit({}) == {"tool_of_agent"}
	unproven({}) == set()
}

test_agent_tools_an_agent_alone if {
	alone := {"mode": "autonomous", "actor": null, "subject": question.actor}
	permit(alone) == {"tool_of_agent"}
	permit({"mode": "autonomous", "actor": null}) == set()
}

test_agent_tools_another_tool if {
	permit({"resource": {"id": "delete_all"}}) == set()
	unproven({"resource": {"id": "delete_all"}}) == {"within_limits"}
}

test_agent_tools_a_person_has_no_tools if {
	permit({"actor": {"type": "user"}}) == set()
	permit({"actor": {"properties": {"tools": "refund"}}}) == set()
}

test_agent_tools_amount if {
	calling("refund", {"amount": 100}) == set()
	every wrong in [101, 0, -1, "40", null, [40]] {
		calling("refund", {"amount": wrong}) == {"within_limits"}
	}
	calling("refund", {}) == {"within_limits"}
}

test_agent_tools_paths if {
	calling("read_file", {"path": "/home/helper/a.txt"}) == set()
	every wrong in ["/home/helper/../x", "/home/helper//x", "/home/other/a", "/etc/passwd", "", null, "/home/helper/./x"] {
		calling("read_file", {"path": wrong}) == {"within_limits"}
	}
}

test_agent_tools_arguments_that_nobody_knows if {
	calling("search", {"amount": 1, "as_admin": true}) == {"known_arguments"}
	calling("search", {}) == set()
	calling("search", "amount") == {"known_arguments"}
}

test_agent_tools_unregistered if {
	unproven({"resource": {"stored": false}}) == {"registered"}
	unproven({"resource": {"stored": "true", "properties": {"arguments": null}}}) == {"known_arguments", "registered"}
}
