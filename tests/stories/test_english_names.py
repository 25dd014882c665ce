"""Test that whoever reads English finds no Indonesian names of what ships, and own names as they are."""
