"""Data that administrators maintain: applications, questions of the FAQ, and settings."""
