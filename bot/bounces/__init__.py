"""Learn from a mailbox which letters came back after the mail server had taken them."""
