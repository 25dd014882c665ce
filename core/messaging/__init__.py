"""Describe what the helpdesk sends out, whichever channel carries it."""
