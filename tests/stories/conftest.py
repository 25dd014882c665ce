"""Provide the stage, and the people of the stories by their roles."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.process.waits import Waits
from tests.stories.actor import Actor
from tests.stories.furnished import furnished
from tests.stories.importing import Gives
from tests.stories.shared_content import share_content
from tests.stories.stage import JOHN, QUICK, STRANGER, Stage
from tests.tls_contexts import one_tls_context

__all__ = ["furnished", "one_tls_context"]

# Files of stories in which every call of the bot goes over HTTP: the usual way of a ticket, files, and what
# connections do to calls. What is told in the others reaches people in the same way.
OVER_HTTP = {
    "test_files",
    "test_group_chats",
    "test_health",
    "test_lost_answers",
    "test_presses",
    "test_reporting",
    "test_sign_in",
    "test_take_over",
    "test_taking",
    "test_trouble",
    "test_webhook",
}


@pytest.fixture(scope="session", autouse=True)
def one_content() -> Iterator[None]:
    """Have all bots share what they make of the same master data."""
    with pytest.MonkeyPatch.context() as patch:
        share_content(patch)
        yield


@pytest.fixture
def waits() -> Waits:
    """Return how long the bot waits; a story about waiting uses `Waits()`."""
    return QUICK


@pytest.fixture
async def stage(
    tmp_path: Path, furnished: Path, waits: Waits, request: pytest.FixtureRequest
) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path, furnished, waits=waits)
    stage.over_http = request.path.stem in OVER_HTTP
    await stage.open()
    yield stage
    await stage.close()


@pytest.fixture
def ppk(stage: Stage) -> Actor:
    """Return Rina, a PPK in Surabaya."""
    return stage.plays(1001)


@pytest.fixture
def budi(stage: Stage) -> Actor:
    """Return Budi, another reporter in Surabaya."""
    return stage.plays(1002)


@pytest.fixture
def helpdesk(stage: Stage) -> Actor:
    """Return Sari, Level 1 in Surabaya."""
    return stage.plays(2001)


@pytest.fixture
def verifikator(stage: Stage) -> Actor:
    """Return Agus, also Level 1 in Surabaya."""
    return stage.plays(2002)


@pytest.fixture
def elsewhere(stage: Stage) -> Actor:
    """Return Tono, Level 1 in Sidoarjo."""
    return stage.plays(2003)


@pytest.fixture
def admin_ppe(stage: Stage) -> Actor:
    """Return Dewi, Level 2 in Surabaya."""
    return stage.plays(3001)


@pytest.fixture
def lkpp(stage: Stage) -> Actor:
    """Return Hendra, Helpdesk LKPP, non-teknis."""
    return stage.plays(4001)


@pytest.fixture
def teknis(stage: Stage) -> Actor:
    """Return Maya, Helpdesk LKPP, teknis."""
    return stage.plays(4002)


@pytest.fixture
def tim_spse(stage: Stage) -> Actor:
    """Return Yusuf, Tim Teknis of SPSE's directorate."""
    return stage.plays(5001)


@pytest.fixture
def tim_katalog(stage: Stage) -> Actor:
    """Return Nur, Tim Teknis of Katalog's directorate."""
    return stage.plays(5002)


@pytest.fixture
def stranger(stage: Stage) -> Actor:
    """Return a person without an account."""
    return stage.plays(STRANGER.id)


@pytest.fixture
def john(stage: Stage) -> Actor:
    """Return a person without an account whose Telegram is in English."""
    return stage.plays(JOHN.id)


@pytest.fixture
def administrator(stage: Stage) -> Actor:
    """Return Ratna, an administrator."""
    return stage.plays(6001)


@pytest.fixture
def holds(administrator: Actor) -> Gives:
    """Return a function that sets the content of files with a name."""

    def hold(name: str, content: str | bytes) -> None:
        administrator.contents[name] = content.encode() if isinstance(content, str) else content

    return hold
