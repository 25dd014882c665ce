"""Test what is told about the running bot."""
