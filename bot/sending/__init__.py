"""Send messages and mail after the commit, within Telegram's limits."""
