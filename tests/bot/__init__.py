"""Tests of the parts of the process."""
