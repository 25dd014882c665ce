"""Examine the installation: settings, database, files, Telegram, mail and the package service."""
