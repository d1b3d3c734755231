# METADATA
# title: Todo application
# description: The rules of the AuthZEN interop scenario "todo" for users, todos and routes.
# scope: package
package policy.todo

guards := set()

readable_routes := {"/todos", "/users/{userId}"}

permit contains "read_user" if {
	input.resource.type in {"todo", "user"}
	input.action.name == "can_read_user"
}

permit contains "read_todos" if input.action.name == "can_read_todos"

permit contains "create_todo" if {
	input.action.name == "can_create_todo"
	has_any_role({"admin", "editor"})
}

permit contains "update_todo" if {
	input.action.name == "can_update_todo"
	has_any_role({"evil_genius"})
}

permit contains "delete_todo" if {
	input.action.name == "can_delete_todo"
	has_any_role({"admin"})
}

permit contains "own_todo" if {
	input.action.name in {"can_delete_todo", "can_update_todo"}
	has_any_role({"editor"})
	is_string(input.subject.properties.email)
	input.resource.properties.ownerID == input.subject.properties.email
}

permit contains "get_route" if {
	input.action.name == "GET"
	input.resource.type == "route"
	input.resource.id in readable_routes
}

permit contains "post_route" if {
	input.action.name == "POST"
	input.resource.type == "route"
	input.resource.id == "/todos"
	has_any_role({"admin", "editor"})
}

permit contains "put_route" if {
	input.action.name == "PUT"
	input.resource.type == "route"
	input.resource.id == "/todos/{todoId}"
	has_any_role({"editor", "evil_genius"})
}

permit contains "delete_route" if {
	input.action.name == "DELETE"
	input.resource.type == "route"
	input.resource.id == "/todos/{todoId}"
	has_any_role({"admin", "editor"})
}

has_any_role(wanted) if {
	is_array(input.subject.properties.roles)
	some role in input.subject.properties.roles
	role in wanted
}
