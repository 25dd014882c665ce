"""Test that nothing is lost when the process is killed or stopped."""
