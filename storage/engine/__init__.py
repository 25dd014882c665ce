"""Open databases, run units of work, elect a leader."""
