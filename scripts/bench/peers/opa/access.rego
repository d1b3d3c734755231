# What the benchmark's question means to Legate, as a user of OPA would write it to be fast: facts by key, prefixes
# instead of glob.match, the links of a chain worked out when the data is made.
package access

default allow := false

allow if {
	permitted
	admitted
}

admitted if not input.subject.properties.act

admitted if {
	actor := input.subject.properties.act.sub
	not data.identities.agent[actor].disabled
	some chain in data.chains[input.subject.id][actor]
	every id in chain {
		holds(data.grants[id])
	}
}

permitted if {
	some role in subject.roles
	data.roles[role][input.action.name]
}

permitted if data.resources[input.resource.type][input.resource.id].owner == input.subject.id

subject := identity if {
	identity := data.identities[input.subject.type][input.subject.id]
	not identity.disabled
}

holds(grant) if {
	not grant.revoked
	not has_expired(grant)
	grant.actions[input.action.name]
	some prefix in grant.resources[input.resource.type]
	startswith(input.resource.id, prefix)
}

has_expired(grant) if time.now_ns() >= grant.expires_ns
