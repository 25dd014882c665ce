"""Open screens and conversations for signed-in people."""
