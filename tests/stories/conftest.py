"""The stage, and the people who appear on it, by the part they play."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stories.actor import Actor
from tests.stories.furnished import furnished
from tests.stories.stage import JOHN, STRANGER, Stage

__all__ = ["furnished"]


@pytest.fixture
async def stage(tmp_path: Path, furnished: Path) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path, furnished)
    await stage.open()
    yield stage
    await stage.close()


@pytest.fixture
def ppk(stage: Stage) -> Actor:
    """Rina, who reports: PPK in Surabaya."""
    return stage.plays(1001)


@pytest.fixture
def budi(stage: Stage) -> Actor:
    """Another reporter in Surabaya."""
    return stage.plays(1002)


@pytest.fixture
def helpdesk(stage: Stage) -> Actor:
    """Sari, Level 1 in Surabaya."""
    return stage.plays(2001)


@pytest.fixture
def verifikator(stage: Stage) -> Actor:
    """Agus, also Level 1 in Surabaya."""
    return stage.plays(2002)


@pytest.fixture
def elsewhere(stage: Stage) -> Actor:
    """Tono, Level 1 in Sidoarjo."""
    return stage.plays(2003)


@pytest.fixture
def admin_ppe(stage: Stage) -> Actor:
    """Dewi, Level 2 in Surabaya."""
    return stage.plays(3001)


@pytest.fixture
def lkpp(stage: Stage) -> Actor:
    """Hendra, Helpdesk LKPP, non-teknis."""
    return stage.plays(4001)


@pytest.fixture
def teknis(stage: Stage) -> Actor:
    """Maya, Helpdesk LKPP, teknis."""
    return stage.plays(4002)


@pytest.fixture
def tim_spse(stage: Stage) -> Actor:
    """Yusuf, Tim Teknis of SPSE's directorate."""
    return stage.plays(5001)


@pytest.fixture
def tim_katalog(stage: Stage) -> Actor:
    """Nur, Tim Teknis of Katalog's directorate."""
    return stage.plays(5002)


@pytest.fixture
def stranger(stage: Stage) -> Actor:
    """Somebody without an account."""
    return stage.plays(STRANGER.id)


@pytest.fixture
def john(stage: Stage) -> Actor:
    """Somebody without an account whose Telegram speaks English."""
    return stage.plays(JOHN.id)


@pytest.fixture
def administrator(stage: Stage) -> Actor:
    """Ratna, who looks after accounts, master data and settings."""
    return stage.plays(6001)
