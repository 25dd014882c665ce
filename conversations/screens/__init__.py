"""Screens outside of conversations: menu, lists, a ticket's card, and notices."""
