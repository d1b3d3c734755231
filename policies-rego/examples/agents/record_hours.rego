# METADATA
# title: Record writes in working hours
# description: A second package for the same requests; it permits nothing and only adds a guard.
# scope: package
# custom:
#   legate:
#     resource_types: [record]
#     actions: [write]
package policy.record_hours

# Monday to Friday, 07:00 to 19:00 UTC.
first_hour := 7

end_hour := 19

# 1970-01-01 was a Thursday.
weekdays := {1, 2, 3, 4, 5}

ns_per_hour := ((60 * 60) * 1000) * 1000000

guards := {"working_hours"}

guard contains "working_hours" if {
	is_number(input.now_ns)
	hours := floor(input.now_ns / ns_per_hour)
	hour := hours % 24
	weekday := (floor(hours / 24) + 4) % 7
	weekday in weekdays
	hour >= first_hour
	hour < end_hour
}
