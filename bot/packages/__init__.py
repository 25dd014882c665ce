"""Look up package codes in an INAPROC-style service."""
