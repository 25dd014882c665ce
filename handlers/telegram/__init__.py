"""Write what conversations show as Telegram takes it."""
