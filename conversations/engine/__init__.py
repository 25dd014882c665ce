"""The engine of conversations: next, back, edit, cancel and resume."""
