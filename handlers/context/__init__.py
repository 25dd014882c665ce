"""Provide handlers with the person, chat, unit of work and outgoing messages of one update."""
