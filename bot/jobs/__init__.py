"""Run jobs beside the chat: documents to make and files to import."""
