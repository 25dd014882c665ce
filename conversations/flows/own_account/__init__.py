"""Conversations about one's own account: signing in, profile, e-mail address."""
