"""Configure the process: settings, logs, clock and calendar."""
