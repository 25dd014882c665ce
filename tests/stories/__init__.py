"""Test whole stories: people in a Telegram on this machine, and the bot with its database behind it."""
