"""Tests of backups, restoring, moving, and upgrades."""
