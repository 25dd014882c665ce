"""The talks with people: steps, screens and templates, without a word about Telegram."""
