"""The process killed and stopped at the points where something could be lost."""
