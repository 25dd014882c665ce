"""Rules of the helpdesk in plain Python: tickets, lifecycle, roles, priority and use cases."""
