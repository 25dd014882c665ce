"""The parts of the process, each on its own."""
