"""Campaigns, each of which maltreats the bot in one way while people work."""
