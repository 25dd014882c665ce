"""Attack the bot from within a chat: forged buttons and messages, guessed codes, floods."""
