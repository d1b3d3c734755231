# METADATA
# title: Agents by tool and argument
# description: Which tools an agent may call, and with which arguments. Delegation has been checked before.
# scope: package
# custom:
#   legate:
#     resource_types: [agent_tool]
#     actions: [call]
package policy.agent_tools

# A refund above this needs a person who has looked at it.
largest_refund := 100

guards := {"known_arguments", "registered", "within_limits"}

permit contains "tool_of_agent" if {
	acting.type == "agent"
	is_array(acting.properties.tools)
	is_string(input.resource.id)
	input.resource.id in acting.properties.tools
}

guard contains "registered" if input.resource.stored == true

# What nobody has thought of is not allowed: each argument is one that the tool is registered with.
guard contains "known_arguments" if {
	is_object(arguments)
	is_array(input.resource.properties.arguments)
	every name, _ in arguments {
		name in input.resource.properties.arguments
	}
}

guard contains "within_limits" if input.resource.id == "search"

guard contains "within_limits" if {
	input.resource.id == "refund"
	is_number(arguments.amount)
	arguments.amount > 0
	arguments.amount <= largest_refund
}

# Below the agent's own folder, whatever dots and slashes are tried.
guard contains "within_limits" if {
	input.resource.id == "read_file"
	is_string(arguments.path)
	is_string(acting.id)
	startswith(arguments.path, concat("/", ["", "home", acting.id, ""]))
	not_leading_out
}

not_leading_out if {
	segments := split(arguments.path, "/")
	every segment in array.slice(segments, 1, count(segments)) {
		not segment in {"", ".", ".."}
	}
}

arguments := input.action.properties.arguments

# Who acts: the agent for somebody, or the agent alone.
acting := input.actor if input.mode == "delegated"

acting := input.subject if input.mode == "autonomous"
