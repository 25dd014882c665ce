"""The helpdesk itself: tickets, lifecycle, roles, priority and use cases, in plain Python."""
