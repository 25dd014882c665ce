"""Check the ladder: the first desk of a ticket, escalations, and the hand-over at the top."""

from itertools import pairwise

import pytest

from core.errors import Refusal
from core.organisation.directorates import Directorate
from core.organisation.roles import Level
from core.people.desks import Desk, first_desk, next_desk
from tests.cases import for_each
from tests.core.fakes import CATALOGUE

REPORTER, LPSE_1, LPSE_2, NON_TEKNIS, TEKNIS, TIM = Level
SPSE, KATALOG, PERENCANAAN = Directorate

# The desks a ticket of LPSE 10 passes; the last depends on who owns the application.
LADDERS = {
    "spse": "1:10 2:10 3 4 5:spse",
    "sikap": "1:10 2:10 3 4 5:spse",
    "katalog": "1:10 2:10 3 4 5:katalog",
    "sirup": "1:10 2:10 3 4 5:perencanaan",
    "portal": "1:10 2:10 3 4 5:spse",
    "inaproc": "1:10 2:10 3 4 5:spse",
    "icb": "1:10 2:10 3 4 5:spse",
    "amel": "1:10 2:10 3 4 5:perencanaan",
}


@for_each("code", [application.code for application in CATALOGUE.applications])
def test_each_escalation_leads_one_rung_up(code: str) -> None:
    application = CATALOGUE.application(code)
    desks = [Desk.from_key(key) for key in LADDERS[code].split()]
    assert [desk.level for desk in desks] == [LPSE_1, LPSE_2, NON_TEKNIS, TEKNIS, TIM]
    for lower, upper in pairwise(desks):
        assert next_desk(lower, 10, application) == upper


@for_each("chosen", Directorate)
def test_below_the_top_nobody_chooses_the_team(chosen: Directorate) -> None:
    katalog = CATALOGUE.application("katalog")
    assert next_desk(Desk(TEKNIS), 10, katalog, chosen) == Desk(TIM, directorate=KATALOG)


@for_each(
    ("level", "start"),
    [
        (REPORTER, "1:10"),
        (LPSE_1, "2:10"),
        (LPSE_2, "3"),
        (NON_TEKNIS, "4"),
        (TEKNIS, "5:katalog"),
        (TIM, "5:katalog"),
    ],
)
def test_a_ticket_starts_one_rung_above_whoever_filed_it(level: Level, start: str) -> None:
    assert first_desk(level, 10, CATALOGUE.application("katalog")).key == start


@for_each(
    ("at", "chosen", "then"),
    [
        (SPSE, KATALOG, "5:katalog"),
        (SPSE, PERENCANAAN, "5:perencanaan"),
        (KATALOG, SPSE, "5:spse"),
        (KATALOG, PERENCANAAN, "5:perencanaan"),
        (PERENCANAAN, SPSE, "5:spse"),
        (PERENCANAAN, KATALOG, "5:katalog"),
    ],
)
def test_a_team_hands_over_to_another_directorate(at: Directorate, chosen: Directorate, then: str) -> None:
    # To any other one, and also back to the owner of the application.
    assert next_desk(Desk(TIM, directorate=at), 10, CATALOGUE.application("spse"), chosen).key == then


@for_each("at", Directorate)
def test_a_team_has_to_say_which_other_directorate(at: Directorate) -> None:
    for chosen in (None, at):
        with pytest.raises(Refusal) as refused:
            next_desk(Desk(TIM, directorate=at), 10, CATALOGUE.application("spse"), chosen)
        assert refused.value.code == "directorate_needed"


@for_each("key", ["1:10", "2:10", "3", "4", "5:spse", "5:katalog", "5:perencanaan"])
def test_a_desk_is_found_again_by_its_key(key: str) -> None:
    assert Desk.from_key(key).key == key


@for_each("key", ["", "6", "1:x", "5", "5:keuangan", "spse"])
def test_what_is_no_key_of_a_desk(key: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Desk.from_key(key)
