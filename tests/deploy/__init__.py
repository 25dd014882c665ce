"""Test what is in deploy/."""
