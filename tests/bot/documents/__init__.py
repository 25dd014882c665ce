"""What stands in the files that the bot makes."""
