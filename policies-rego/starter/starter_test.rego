package policy.starter_test

import data.policy.starter

alice := {"type": "user", "id": "alice", "properties": {}}

bot := {"type": "agent", "id": "bot", "properties": {"roles": ["admin", "editor", "viewer"]}}

with_roles(roles) := {"type": "user", "id": "alice", "properties": {"roles": roles}}

doc := {"type": "doc", "id": "d1", "stored": true, "properties": {"owner": "alice"}}

other_doc := {"type": "doc", "id": "d2", "stored": true, "properties": {"owner": "bob"}}

autonomous(named) := {"type": "agent", "id": "bot", "properties": {"autonomous": named}}

asked(subject, action, resource) := reasons if {
	reasons := starter.permit with input as {
		"subject": subject,
		"action": {"name": action, "properties": {}},
		"resource": resource,
	}
}

test_no_guards if starter.guards == set()

test_nobody_without_role_or_ownership if asked(alice, "read", other_doc) == set()

test_admin_may_everything if {
	every action in {"read", "delete", "administer", "can_delete_todo", "anything"} {
		asked(with_roles(["admin"]), action, other_doc) == {"admin"}
	}
}

test_service_may_have_roles if {
	service := {"type": "service", "id": "s", "properties": {"roles": ["admin"]}}
	asked(service, "delete", other_doc) == {"admin"}
}

test_owner_may_everything if {
	every action in {"read", "delete", "share"} {
		asked(alice, action, doc) == {"owner"}
	}
}

test_owner_and_role_are_both_reasons if asked(with_roles(["viewer"]), "read", doc) == {"owner", "viewer"}

test_viewer_reads if {
	every action in starter.reading_actions | {"can_read_todos", "can_view"} {
		asked(with_roles(["viewer"]), action, other_doc) == {"viewer"}
	}
}

test_viewer_does_not_write if {
	every action in starter.writing_actions | {"delete", "share", "approve", "can_create_todo", "can_", "", "can"} {
		asked(with_roles(["viewer"]), action, other_doc) == set()
	}
}

test_editor_reads_and_writes if {
	every action in starter.reading_actions | (starter.writing_actions | {"can_create_todo", "can_update_todo"}) {
		asked(with_roles(["editor"]), action, other_doc) == {"editor"}
	}
}

test_editor_does_not_remove_share_approve_or_administer if {
	every action in {"delete", "remove", "purge", "share", "approve", "administer", "can_delete_todo", "grant"} {
		asked(with_roles(["editor"]), action, other_doc) == set()
	}
}

test_roles_do_not_work_for_an_agent if {
	every action in {"read", "write", "delete"} {
		asked(bot, action, other_doc) == set()
	}
}

test_ownership_does_not_work_for_an_agent if {
	asked({"type": "agent", "id": "alice", "properties": {}}, "read", doc) == set()
}

test_agent_alone_may_what_its_attributes_name if {
	asked(autonomous({"doc": ["read"]}), "read", doc) == {"autonomous"}
	asked(autonomous({"doc": ["read"]}), "write", doc) == set()
	asked(autonomous({"record": ["read"]}), "read", doc) == set()
}

test_autonomous_is_for_agents_only if {
	asked({"type": "user", "id": "bob", "properties": {"autonomous": {"doc": ["read"]}}}, "read", doc) == set()
}

test_autonomous_is_not_taken_from_the_resource if {
	asked(bot, "read", {"type": "doc", "id": "d3", "stored": true, "properties": {"autonomous": {"doc": ["read"], "bot": ["read"]}}}) == set()
}

test_autonomous_of_a_wrong_type if {
	every wrong in [["read"], "read", {"doc": "read"}, {"doc": {"a": "read"}}, {"doc": [["read"]]}, null, {"doc": null}] {
		asked(autonomous(wrong), "read", doc) == set()
	}
	asked(autonomous([["read"]]), "read", {"type": 0, "id": "d1", "stored": true, "properties": {}}) == set()
}

test_roles_of_a_wrong_type if {
	every wrong in ["admin", {"x": "admin"}, {"admin": true}, [["admin"]], [null], null, true, 1, ["Admin"], []] {
		asked(with_roles(wrong), "read", other_doc) == set()
	}
}

test_a_missing_owner_is_nobodys if {
	every resource in [{"properties": {}}, {}, {"properties": {"owner": null}}, {"properties": {"owner": ""}}] {
		asked({"type": "user", "properties": {}}, "read", resource) == set()
		asked({"type": "user", "id": null, "properties": {}}, "read", resource) == set()
		asked({"type": "user", "id": "", "properties": {}}, "read", resource) == set()
		asked(alice, "read", resource) == set()
	}
}

test_an_owner_of_a_wrong_type if {
	every wrong in [["alice"], {"id": "alice"}, 1, true] {
		asked(alice, "read", {"properties": {"owner": wrong}}) == set()
		asked({"type": "user", "id": wrong, "properties": {}}, "read", {"properties": {"owner": wrong}}) == set()
	}
}

test_a_subject_type_that_is_missing_or_wrong if {
	every wrong in [null, 1, ["user"], {"user": "user"}, "", "User", "robot"] {
		asked({"type": wrong, "id": "alice", "properties": {"roles": ["admin"]}}, "read", doc) == set()
	}
	asked({"id": "alice", "properties": {"roles": ["admin"]}}, "read", doc) == set()
}

test_an_action_of_a_wrong_type if {
	every wrong in [null, 1, ["read"], {"read": "read"}] {
		asked(with_roles(["viewer", "editor"]), wrong, other_doc) == set()
		asked(autonomous({"doc": [["read"], "read"]}), wrong, doc) == set()
	}
}

test_no_input if {
	starter.permit == set() with input as {}
	starter.permit == set() with input as null
}
