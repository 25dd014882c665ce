"""Check how administrators add, change and retire LPSEs, and how a list is imported."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from core.administration.audit import ChangeType
from core.errors import Refusal
from core.organisation.lpse import Lpse
from core.use_cases.master_data.manage_lpses import ManageLpses, lpse_fields, read_host
from tests.cases import for_each
from tests.core.fakes import ADMINISTRATOR, BANDUNG, EVERYBODY, NOW, SURABAYA, FakeHelpdesk

NEW = Lpse(0, None, "LPSE Ibu Kota Nusantara", "Kalimantan Timur", "WITA", "", "", "")


def lpses(helpdesk: FakeHelpdesk) -> ManageLpses:
    return ManageLpses(helpdesk.lpses, helpdesk.trail)


def test_only_administrators_change_lpses() -> None:
    helpdesk = FakeHelpdesk()
    for nobody in (one for one in EVERYBODY if one is not ADMINISTRATOR):
        attempts: tuple[Callable[[], object], ...] = (
            partial(lpses(helpdesk).add, nobody, NEW, NOW),
            partial(lpses(helpdesk).change, nobody, lpse_fields(SURABAYA), SURABAYA, NOW),
            partial(lpses(helpdesk).retire, nobody, 10, NOW, retired=True),
        )
        for attempt in attempts:
            with pytest.raises(Refusal, match="not_administrator"):
                attempt()
    assert helpdesk.trail.changes == []


def test_an_lpse_gets_the_id_that_lkpp_gave_it_or_one_of_ours() -> None:
    helpdesk = FakeHelpdesk()
    assert lpses(helpdesk).add(ADMINISTRATOR, replace(NEW, id=1070), NOW).id == 1070
    own = lpses(helpdesk).add(ADMINISTRATOR, replace(NEW, name="LPSE Baru"), NOW)
    assert own.id >= 1_000_000
    helpdesk.lpses.save(replace(own, name="LPSE Lama"))
    again = lpses(helpdesk).add(ADMINISTRATOR, replace(NEW, name="LPSE Baru"), NOW)
    assert again.id not in (own.id, 0)
    assert [change.kind for change in helpdesk.trail.changes] == [ChangeType.LPSE_ADDED] * 3
    with pytest.raises(Refusal, match="id_taken"):
        lpses(helpdesk).add(ADMINISTRATOR, replace(NEW, id=10, name="LPSE Lain"), NOW)


def test_two_lpses_never_have_one_name_but_a_retired_one_gives_it_up() -> None:
    helpdesk = FakeHelpdesk()
    with pytest.raises(Refusal, match="name_taken"):
        lpses(helpdesk).add(ADMINISTRATOR, replace(NEW, name="lpse  kota SURABAYA"), NOW)
    lpses(helpdesk).retire(ADMINISTRATOR, 10, NOW, retired=True)
    lpses(helpdesk).add(ADMINISTRATOR, replace(NEW, name="LPSE Kota Surabaya"), NOW)
    with pytest.raises(Refusal, match="name_taken"):
        lpses(helpdesk).retire(ADMINISTRATOR, 10, NOW, retired=False)


def test_a_change_stands_in_the_trail_with_what_differs() -> None:
    helpdesk = FakeHelpdesk()
    changed = lpses(helpdesk).change(ADMINISTRATOR, lpse_fields(SURABAYA), replace(SURABAYA, zone="WIT"), NOW)
    assert helpdesk.lpses.get(10) == changed
    [change] = helpdesk.trail.changes
    assert (change.before, change.after) == ({"zone": "WIB"}, {"zone": "WIT"})
    with pytest.raises(Refusal, match="changed_meanwhile"):
        lpses(helpdesk).change(ADMINISTRATOR, lpse_fields(SURABAYA), SURABAYA, NOW)
    with pytest.raises(Refusal, match="name_taken"):
        lpses(helpdesk).change(ADMINISTRATOR, lpse_fields(BANDUNG), replace(BANDUNG, name=SURABAYA.name), NOW)
    with pytest.raises(Refusal, match="lpse_unknown"):
        lpses(helpdesk).retire(ADMINISTRATOR, 99, NOW, retired=True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" LPSE.Surabaya.go.id/ ", "https://lpse.surabaya.go.id"),
        ("http://10.0.0.1:8080/eproc4", "http://10.0.0.1:8080/eproc4"),
    ],
)
def test_an_address_in_the_web_is_kept_with_its_scheme(typed: str, kept: str) -> None:
    assert read_host(typed) == kept


@for_each("typed", ["surabaya", "ftp://lpse.go.id", "https://a b.id", "https://lpse.go.id/?q=<b>", ""])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="host"):
        read_host(typed)


def test_a_list_adds_and_changes_and_says_what_it_can_t_keep() -> None:
    helpdesk = FakeHelpdesk()
    lpses(helpdesk).retire(ADMINISTRATOR, 20, NOW, retired=True)
    helpdesk.trail.changes.clear()
    counted = lpses(helpdesk).import_list(
        [
            replace(SURABAYA, zone="WITA"),
            replace(BANDUNG, host="https://spse.bandung.go.id"),
            replace(NEW, id=5000),
            replace(NEW, id=5001),
            replace(NEW, id=5002, name="a" * 101),
            replace(NEW, id=2**40, name="LPSE Jauh"),
            replace(NEW, id=5003, name="LPSE Repo", repository=123_456),
        ],
        NOW,
    )
    assert (counted.added, counted.changed) == (1, 2)
    assert [refusal.code for _lpse, refusal in counted.wrong] == [
        "name_taken",
        "label_too_long",
        "lpse_id",
        "repository",
    ]
    assert helpdesk.lpses.known[20].retired, "no list says that it is offered again"
    assert {change.person_id for change in helpdesk.trail.changes} == {None}
