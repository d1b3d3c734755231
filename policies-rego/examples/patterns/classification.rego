# METADATA
# title: Attributes and classification
# description: A report may be read with a clearance that reaches its classification, in a country that may have it.
# scope: package
# custom:
#   legate:
#     resource_types: [report]
#     actions: [read]
package policy.classification

levels := {"public": 0, "internal": 1, "confidential": 2, "secret": 3}

guards := {"country", "device"}

# Rego orders all types, so that "3" is above 2: say that it must be a number.
permit contains "clearance" if {
	is_number(input.subject.properties.clearance)
	input.subject.properties.clearance >= level
}

guard contains "country" if {
	is_array(input.resource.properties.countries)
	is_string(input.context.country)
	input.context.country in input.resource.properties.countries
}

# Public ones may be read on any device.
guard contains "device" if level == 0

guard contains "device" if input.context.managed_device == true

# Undefined for a classification that is missing or not known, and then nothing is proven.
level := levels[input.resource.properties.classification]
