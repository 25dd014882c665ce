"""Tell everybody concerned what happened to a ticket, in chat and by mail."""
