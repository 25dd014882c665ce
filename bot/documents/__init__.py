"""Files that the bot makes of tickets: the print, the lists, and the bundle of attachments."""
