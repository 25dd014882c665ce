"""Tests of the documents that the bot makes."""
