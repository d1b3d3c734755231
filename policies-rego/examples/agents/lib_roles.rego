# METADATA
# title: Role look-up for the other packages
# scope: package
# custom:
#   legate:
#     library: true
package policy.lib.roles

# Only a list of strings counts: membership in an object would look at its values.
has(name) if {
	is_string(name)
	is_array(input.subject.properties.roles)
	name in input.subject.properties.roles
}
