"""Use cases of people and the clock on tickets."""
