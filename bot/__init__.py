"""The process: settings, wiring, updates, sending, jobs, scheduler, webhook and command line."""
