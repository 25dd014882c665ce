"""Free what was parsed for the laws once they are judged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.laws.source_tree import ROOT, modules


@pytest.fixture(scope="package", autouse=True)
def _trees_of_this_folder_only() -> Iterator[None]:
    """Drop the syntax trees at the end: the garbage collector would look through half a million objects."""
    yield
    for module in modules(ROOT):
        module.drop_tree()
