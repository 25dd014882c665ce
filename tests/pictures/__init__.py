"""Take the pictures of the README from the sandbox: `make pictures`."""
