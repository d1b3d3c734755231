package policy.admin_api_test

import data.policy.admin_api

asked(roles, operation) := reasons if {
	reasons := admin_api.permit with input as {
		"subject": {"type": "caller", "id": "c1", "properties": {"roles": roles}},
		"action": {"name": operation, "properties": {}},
	}
}

operations := {concat(".", [noun, verb]) |
	some noun in {"action_types", "bundles", "callers", "decisions", "findings", "grants", "identities", "imports", "issuers", "metrics", "repositories", "resources", "tenants"}
	some verb in {"delete", "read", "revoke", "write"}
} | {"decisions.replay", "explanations.read", "packages.evaluate", "route_tables.write"}

reads := {operation |
	some operation in operations
	endswith(operation, ".read")
	not startswith(operation, "tenants.")
}

tenant_operations := {"tenants.delete", "tenants.read", "tenants.write"}

deciding := {"decide", "search"}

reached(role) := {operation |
	some operation in (operations | deciding)
	asked([role], operation) == {role}
}

test_no_guards if admin_api.guards == set()

test_admin_everything_but_deciding_and_granting if reached("admin") == (operations - {"grants.write", "packages.evaluate"}) - tenant_operations

test_audit_reads_and_replays if reached("audit") == reads | {"decisions.replay"}

test_decide_and_search if {
	reached("decide") == {"decide"}
	reached("search") == {"search"}
}

test_grants_any if reached("grants:any") == {"grants.read", "grants.revoke", "grants.write"}

test_grants_own if reached("grants:own") == {"grants.read", "grants.revoke", "grants.write"}

test_only_bootstrap_administers_tenants if {
	every operation in tenant_operations {
		asked(["admin"], operation) == set()
		bootstrap_asks(true, operation) == {"bootstrap"}
		bootstrap_asks("true", operation) == set()
	}
	bootstrap_asks(true, "callers.read") == set()
	bootstrap_asks(true, "tenants.*") == set()
}

bootstrap_asks(flag, operation) := reasons if {
	reasons := admin_api.permit with input as {
		"subject": {"type": "caller", "id": "c1", "properties": {"roles": [], "bootstrap": flag}},
		"action": {"name": operation, "properties": {}},
	}
}

test_metrics if reached("metrics") == {"metrics.read"}

test_policy_debug if reached("policy:debug") == {"packages.evaluate"}

test_policy_push if reached("policy:push") == {"bundles.read", "bundles.write", "decisions.replay", "repositories.read", "repositories.write"}

test_unknown_role if reached("root") == set()

test_no_role if {
	every operation in operations | deciding {
		asked([], operation) == set()
	}
}

test_roles_add_up if asked(["audit", "grants:any", "search"], "grants.read") == {"audit", "grants:any"}

test_malformed_operations if {
	every wrong in ["*.*", "*.read", "grants.*", "", ".", ".read", "grants.", "a.b.read", null, 1, ["grants.read"], {"a": "decide"}] {
		asked(["admin", "audit", "grants:any", "decide"], wrong) == set()
	}
}

test_roles_of_a_wrong_type if {
	every wrong in ["admin", {"x": "admin"}, {"admin": true}, [["admin"]], [null, 1], null, true] {
		asked(wrong, "grants.read") == set()
	}
}

test_only_callers if {
	every wrong in ["user", "service", "agent", "", null, ["caller"]] {
		count(admin_api.permit) == 0 with input as {
			"subject": {"type": wrong, "id": "c1", "properties": {"roles": ["admin"]}},
			"action": {"name": "grants.read"},
		}
	}
}

test_no_input if {
	admin_api.permit == set() with input as {}
	admin_api.permit == set() with input as null
}
