"""Repositories of chats, incoming updates and outgoing messages."""
