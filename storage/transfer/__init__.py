"""Copy whole databases: into a file, back from it, and from one engine to the other."""
