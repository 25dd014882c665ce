"""What Telegram sent, and the conversation or use case it leads to."""
