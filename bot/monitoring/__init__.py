"""Tell whoever runs the bot how it is: checks, metrics, and faults."""
