"""Conversations about tickets: filing, working, confirming, rating, searching."""
