"""Rules that hold for the whole source tree."""
