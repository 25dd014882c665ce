"""How loudly somebody is told, by the action table and by their own choice."""

from core.tickets.action_spec import Audience, Loudness, NoticeSpec
from core.tickets.volumes import Volume, loudness_at
from tests.cases import for_each

ACT, NEWS, QUIET = Loudness.ACT, Loudness.NEWS, Loudness.QUIET


def spec(loudness: Loudness, again: Loudness | None = None) -> NoticeSpec:
    return NoticeSpec(Audience.PARTY, loudness, "", again=again)


@for_each(
    ("volume", "told"),
    [
        (Volume.USUAL, [ACT, NEWS, QUIET]),
        (Volume.SILENT, [ACT, QUIET, QUIET]),
        (Volume.ALL, [ACT, NEWS, NEWS]),
    ],
)
def test_a_choice_changes_everything_but_what_is_asked(volume: Volume, told: list[Loudness]) -> None:
    assert [loudness_at(volume, spec(loudness)) for loudness in (ACT, NEWS, QUIET)] == told


def test_what_comes_again_may_be_quieter() -> None:
    assert loudness_at(Volume.USUAL, spec(NEWS, again=QUIET)) is NEWS
    assert loudness_at(Volume.USUAL, spec(NEWS, again=QUIET), is_repeated=True) is QUIET
    assert loudness_at(Volume.USUAL, spec(NEWS), is_repeated=True) is NEWS


def test_a_silent_ticket_still_tells_somebody_that_it_waits_for_them() -> None:
    assert loudness_at(Volume.SILENT, spec(NEWS), is_asked=True) is NEWS
