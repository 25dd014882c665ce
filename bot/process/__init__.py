"""Foundations of the process: settings, logs, clock, holidays, watchdog, private files and folders."""
