"""Provide the database with which the story of the pictures begins."""

from tests.stories.furnished import furnished

__all__ = ["furnished"]
