"""Provide a bot in a process of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.seams.child import Child
from tests.stories.furnished import furnished

__all__ = ["furnished"]


@pytest.fixture
def forked() -> bool:
    """Return whether the process comes from one that has imported everything, which takes less time."""
    return True


@pytest.fixture
async def child(tmp_path: Path, furnished: Path, forked: bool) -> AsyncIterator[Child]:
    child = Child(tmp_path, furnished, forked=forked)
    try:
        await child.open()
        yield child
    finally:
        await child.close()
