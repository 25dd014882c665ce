"""People, their role assignments, and the desks at which they serve."""
