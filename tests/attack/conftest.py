"""Read the certificates of the world once for all attacks."""

from tests.tls_contexts import one_tls_context

__all__ = ["one_tls_context"]
