"""Check the number and first desk of a filed ticket, and everything that filing checks once more."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refusal
from core.input.file_types import MOST_FILES
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS
from core.master_data.priority import Priority
from core.organisation.roles import Level, Role
from core.packages import Checked, PackageFacts, PackageKind, Stage
from core.packages.package import Package
from core.people.people import Assignment, Person
from core.tickets.attachments import Upload
from core.tickets.draft import TicketDraft
from core.tickets.lifecycle import EventType, Status
from tests.cases import for_each
from tests.core.fakes import (
    ADMIN_PPE,
    ADMINISTRATOR,
    BANDUNG,
    CATALOGUE,
    HELPDESK,
    JAYAPURA,
    LETTER,
    LKPP,
    LKPP_TEKNIS,
    NOW,
    PPK,
    REPORT,
    SCREENSHOT,
    SUPPLIER,
    TIM_KATALOG,
    TIM_SPSE,
    VERIFIER,
    FakeHelpdesk,
    person,
)

GITA = person(60, "Gita", Assignment(Role.POKJA, 10), Assignment(Role.ADMIN_AGENCY, 20))
KATALOG = CATALOGUE.application("katalog").categories[0]
TENDER = PackageFacts(PackageKind.TENDER, "21150010", name="Jalan Lingkar")
FOUND = Package(Checked.VALIDATED, "21150010", TENDER)


def test_what_the_ppk_said_stands_in_the_ticket() -> None:
    helpdesk = FakeHelpdesk()
    ticket = helpdesk.file(PPK, replace(REPORT, error_code=" LGN-01 ", uploads=(SCREENSHOT, LETTER)))
    assert ticket.number == "TPS2006150001"
    assert (ticket.id, ticket.title, ticket.lpse_id) == (1, "Tidak bisa login", 10)
    assert (ticket.application, ticket.version) == ("spse", "4.3")
    assert (ticket.category, ticket.subcategory) == ("spse-login", "Tidak bisa login")
    assert (ticket.priority, ticket.error_code, ticket.email) == (Priority.MEDIUM, "LGN-01", "budi@ppk.com")
    assert (ticket.reporter_id, ticket.reporter_role, ticket.created_at) == (PPK.id, Role.PPK, NOW)
    assert (ticket.status, ticket.holder_id, ticket.desk.key) == (Status.WAITING, None, "1:10")
    assert (ticket.party_ids, ticket.file_count) == (frozenset({PPK.id}), 2)
    (filed,) = helpdesk.history
    assert (filed.kind, filed.person_id, filed.role) == (EventType.FILED, PPK.id, Role.PPK)
    assert filed.facts == {"priority": "medium", "rule": "category", "to": "1:10"}
    assert [file.name for file in filed.files] == ["pelapo001.png", "PDF-Sa002.pdf"]


def test_an_application_and_a_category_that_were_named_are_kept_by_their_codes() -> None:
    spse = CATALOGUE.application("spse")
    named = replace(REPORT, application=spse.name, category=spse.category("spse-login").name)
    ticket = FakeHelpdesk().file(PPK, named)
    assert (ticket.application, ticket.category) == ("spse", "spse-login")


@for_each(
    ("who", "application", "category", "number", "desk"),
    [
        (PPK, "spse", "spse-login", "TPS2006150001", "1:10"),
        (SUPPLIER, "sikap", "", "TPK2006150001", "1:10"),
        (PPK, "katalog", "", "TPE2006150001", "1:10"),
        (PPK, "sirup", "", "TPR2006150001", "1:10"),
        (PPK, "portal", "", "TPP2006150001", "1:10"),
        (PPK, "inaproc", "", "TPI2006150001", "1:10"),
        (PPK, "icb", "", "TPB2006150001", "1:10"),
        (PPK, "amel", "", "TPM2006150001", "1:10"),
        (HELPDESK, "spse", "spse-login", "THS2006150001", "2:10"),
        (VERIFIER, "spse", "spse-login", "TVS2006150001", "2:10"),
        (ADMIN_PPE, "spse", "spse-login", "TAS2006150001", "3"),
        (LKPP, "spse", "spse-login", "TLS2006150001", "4"),
        (LKPP_TEKNIS, "spse", "spse-login", "TLS2006150001", "5:spse"),
        (LKPP_TEKNIS, "amel", "", "TLM2006150001", "5:perencanaan"),
        (TIM_SPSE, "spse", "spse-login", "TLS2006150001", "5:spse"),
        (TIM_KATALOG, "spse", "spse-login", "TLS2006150001", "5:spse"),
    ],
)
def test_number_and_first_desk_by_who_files_about_what(
    who: Person, application: str, category: str, number: str, desk: str
) -> None:
    first = CATALOGUE.application(application).categories[0].code
    draft = replace(REPORT, application=application, version="", category=category or first, subcategory="")
    ticket = FakeHelpdesk().file(who, draft)
    assert (ticket.number, ticket.desk.key) == (number, desk)


def test_the_counter_runs_per_prefix_and_month() -> None:
    helpdesk = FakeHelpdesk()
    numbers = [helpdesk.file(who).number for who in (PPK, SUPPLIER, HELPDESK, PPK)]
    assert numbers == ["TPS2006150001", "TPS2006150002", "THS2006150001", "TPS2006150003"]
    helpdesk.now += timedelta(days=1)
    assert helpdesk.file(PPK).number == "TPS2006160004"
    helpdesk.now += timedelta(days=16)
    assert helpdesk.file(PPK).number == "TPS2007020001"


@for_each(
    ("lpse_id", "utc", "number"),
    [
        (10, datetime(2020, 6, 30, 16, 59, tzinfo=UTC), "TPS2006300001"),
        (10, datetime(2020, 6, 30, 17, 0, tzinfo=UTC), "TPS2007010001"),
        (JAYAPURA.id, datetime(2020, 6, 30, 14, 59, tzinfo=UTC), "TPS2006300001"),
        (JAYAPURA.id, datetime(2020, 6, 30, 15, 0, tzinfo=UTC), "TPS2007010001"),
        (JAYAPURA.id, datetime(2020, 12, 31, 15, 0, tzinfo=UTC), "TPS2101010001"),
    ],
)
def test_the_date_is_that_of_the_lpse(lpse_id: int, utc: datetime, number: str) -> None:
    """File around midnight, which comes to Jayapura two hours before it comes to Surabaya."""
    assert FakeHelpdesk(now=utc).file(PPK, replace(REPORT, lpse_id=lpse_id)).number == number


WRONG: list[tuple[TicketDraft, str]] = [
    (replace(REPORT, lpse_id=99), "lpse_unknown"),
    (replace(REPORT, application="excel"), "application_unknown"),
    (replace(REPORT, category="katalog-akun"), "category_unknown"),
    (replace(REPORT, version="3.6"), "version_unknown"),
    (replace(REPORT, subcategory="Edit paket"), "subcategory_unknown"),
    (replace(REPORT, title="  "), "title_empty"),
    (replace(REPORT, title="x" * 101), "title_too_long"),
    (replace(REPORT, description="tidak bisa"), "text_too_short"),
    (replace(REPORT, email="budi di ppk"), "email"),
    (replace(REPORT, error_code="x" * 51), "error_code_too_long"),
    (replace(REPORT, uploads=(replace(LETTER, original="virus.exe"),)), "file_type"),
    (
        replace(REPORT, uploads=(replace(LETTER, size=DEFAULT_SETTINGS.file_limit(Role.PPK) + 1),)),
        "file_too_large",
    ),
    (replace(REPORT, uploads=(LETTER,) * (MOST_FILES + 1)), "too_many_files"),
    (replace(REPORT, role=Role.HELPDESK_LPSE), "may_not_file"),
    (replace(REPORT, package=Package(Checked.VALIDATED, "21150010")), "package_code"),
    (replace(REPORT, package=replace(FOUND, code="21150020")), "package_code"),
    (
        replace(
            REPORT, application="katalog", version="5", category=KATALOG.code, subcategory="", package=FOUND
        ),
        "package_code",
    ),
]


@for_each(("draft", "code"), WRONG, ids=lambda wrong: wrong[1])
def test_a_refused_filing_leaves_no_ticket_and_draws_no_number(draft: TicketDraft, code: str) -> None:
    helpdesk = FakeHelpdesk()
    with pytest.raises(Refusal) as refused:
        helpdesk.file(PPK, draft)
    assert refused.value.code == code
    assert helpdesk.tickets.kept == {}
    assert helpdesk.numbers.drawn == Counter()


@pytest.mark.parametrize("who", [ADMINISTRATOR, person(80, "Jaka")])
def test_who_may_not_file(who: Person) -> None:
    with pytest.raises(Refusal, match="may_not_file"):
        FakeHelpdesk().file(who)


def test_staff_may_send_larger_files() -> None:
    large: Upload = replace(LETTER, size=DEFAULT_SETTINGS.file_limit(Role.HELPDESK_LPSE))
    assert FakeHelpdesk().file(HELPDESK, replace(REPORT, uploads=(large,))).file_count == 1


@for_each(
    ("lpse_id", "chosen", "role", "number"),
    [
        (10, None, Role.POKJA, "TPS2006150001"),
        (20, None, Role.ADMIN_AGENCY, "TAS2006150001"),
        (30, None, Role.POKJA, "TPS2006150001"),
        (10, Role.ADMIN_AGENCY, Role.ADMIN_AGENCY, "TAS2006150001"),
        (20, Role.POKJA, Role.POKJA, "TPS2006150001"),
    ],
)
def test_who_holds_several_roles_files_in_the_one_held_there_or_the_one_they_choose(
    lpse_id: int, chosen: Role | None, role: Role, number: str
) -> None:
    ticket = FakeHelpdesk().file(GITA, replace(REPORT, lpse_id=lpse_id, role=chosen))
    assert (ticket.reporter_role, ticket.number) == (role, number)


def test_a_reporter_may_name_an_lpse_where_they_have_no_account() -> None:
    ticket = FakeHelpdesk().file(PPK, replace(REPORT, lpse_id=BANDUNG.id))
    assert ticket.desk.key == f"{int(Level.LPSE_1)}:20"


def test_a_tender_whose_stage_ends_today_is_an_emergency() -> None:
    stage = Stage("Upload Dokumen Penawaran", NOW - timedelta(days=3), NOW + timedelta(hours=5))
    facts = replace(TENDER, stages=(stage,))
    helpdesk = FakeHelpdesk()
    ticket = helpdesk.file(
        PPK,
        replace(
            REPORT,
            category="spse-penawaran",
            subcategory="",
            package=Package(Checked.VALIDATED, "21150010", facts),
        ),
    )
    assert ticket.priority is Priority.EMERGENCY
    assert helpdesk.history[0].facts["rule"] == "stage_ends_soon"


@for_each("code", ["", "21150010", "belum ada kodenya"])
def test_a_package_filled_in_by_hand_may_be_anything(code: str) -> None:
    by_hand = Package(Checked.MANUAL, code, PackageFacts(PackageKind.TENDER, code, budget_year=2020))
    assert FakeHelpdesk().file(PPK, replace(REPORT, package=by_hand)).package == by_hand


@given(st.lists(st.tuples(st.sampled_from((PPK, HELPDESK, LKPP)), st.integers(0, 40)), max_size=30))
def test_numbers_are_never_used_twice_and_never_skip(filings: list[tuple[Person, int]]) -> None:
    helpdesk = FakeHelpdesk()
    tickets = []
    for who, days in filings:
        helpdesk.now += timedelta(days=days)
        tickets.append(helpdesk.file(who))
        with pytest.raises(Refusal):
            helpdesk.file(who, replace(REPORT, title=""))
    counters: dict[str, list[int]] = {}
    for ticket in tickets:
        counters.setdefault(ticket.number[:7], []).append(int(ticket.number[9:]))
    assert all(counter == list(range(1, len(counter) + 1)) for counter in counters.values())
    assert len({ticket.number for ticket in tickets}) == len(tickets)
