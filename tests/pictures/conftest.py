"""Provide the database with which the story of the pictures begins."""

from tests.stories.furnished import furnished
from tests.tls_contexts import one_tls_context

__all__ = ["furnished", "one_tls_context"]
