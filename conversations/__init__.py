"""Conversations with people: steps, screens and templates, independent of Telegram."""
