# Plain OPA, as it is often written: an `allow` that looks at what `deny` has found.
package app.documents

default allow := false

allow if {
	count(deny) == 0
	granted
}

granted if input.user.id == input.document.owner

granted if {
	input.action == "read"
	"reader" in input.user.roles
}

deny contains "archived" if {
	input.action != "read"
	input.document.archived == true
}

deny contains "region" if input.document.region != input.user.region
