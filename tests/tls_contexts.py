"""Read the certificates of the world once for the tests of a folder, whose clients trust nobody."""

import ssl
from collections.abc import Iterator
from functools import cache

import pytest


@pytest.fixture(scope="package", autouse=True)
def one_tls_context() -> Iterator[None]:
    """Read them once: each client of Telegram does, which takes 15 ms, and none here uses them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield
