"""Lead each update from Telegram to its conversation or use case."""
