"""What people do with the helpdesk: one use case a file."""
