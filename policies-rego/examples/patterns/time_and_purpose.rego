# METADATA
# title: Time and purpose
# description: A case file is opened in office hours, and for a purpose it was collected for.
# scope: package
# custom:
#   legate:
#     resource_types: [case_file]
#     actions: [read]
package policy.time_and_purpose

# Monday to Friday, 08:00 to 18:00 UTC; 1970-01-01 was a Thursday.
weekdays := {1, 2, 3, 4, 5}

ns_per_hour := ((60 * 60) * 1000) * 1000000

guards := {"office_hours", "purpose"}

permit contains "case_worker" if {
	is_array(input.subject.properties.roles)
	"case_worker" in input.subject.properties.roles
}

# `now_ns` is the only clock: the database's, one reading for each decision.
guard contains "office_hours" if {
	is_number(input.now_ns)
	hours := floor(input.now_ns / ns_per_hour)
	((floor(hours / 24) + 4) % 7) in weekdays
	hours % 24 >= 8
	hours % 24 < 18
}

# In person, the caller says what for.
guard contains "purpose" if {
	input.mode == "autonomous"
	is_allowed(input.context.purpose)
}

# For somebody else, the grant says it: every link that leads to the agent.
guard contains "purpose" if {
	input.mode == "delegated"
	is_array(input.chain)
	input.chain[0].id
	every link in input.chain {
		is_allowed(link.purpose)
	}
}

is_allowed(purpose) if {
	is_string(purpose)
	is_array(input.resource.properties.purposes)
	purpose in input.resource.properties.purposes
}
