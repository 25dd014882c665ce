"""A bot in a process of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.seams.child import Child
from tests.stories.furnished import furnished

__all__ = ["furnished"]


@pytest.fixture
async def child(tmp_path: Path, furnished: Path) -> AsyncIterator[Child]:
    child = Child(tmp_path, furnished)
    await child.open()
    yield child
    await child.close()
