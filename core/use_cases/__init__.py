"""Use cases: what people and the clock do with the helpdesk, one a file."""
