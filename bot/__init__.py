"""The process: settings, wiring, intake, lanes, courier, clock, webhook and command line."""
