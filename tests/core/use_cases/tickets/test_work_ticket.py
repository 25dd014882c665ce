"""Check working a ticket: from taken to rated, up the ladder and back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import Refusal
from core.input.file_types import MOST_FILES
from core.master_data.helpdesk_settings import DEFAULT_SETTINGS
from core.master_data.priority import Priority
from core.organisation.directorates import Directorate
from core.organisation.roles import Level, Role
from core.packages import Checked, PackageFacts, PackageKind, Stage
from core.packages.package import Package
from core.people.desks import Desk
from core.tickets.actors import EscalationStep
from core.tickets.attachments import Remark, Upload
from core.tickets.lifecycle import Action, Status
from core.use_cases.tickets.work_ticket import ActionRequest, WorkTicket
from tests.core.fakes import (
    ADMIN_PPE,
    BANDUNGS_HELPDESK,
    CATALOGUE,
    FIVE_STARS,
    HELPDESK,
    LETTER,
    LKPP,
    NOW,
    PPK,
    REPORT,
    SCREENSHOT,
    TEXT,
    TIM_KATALOG,
    TIM_SPSE,
    VERIFIER,
    FakeHelpdesk,
)

REPORTER_LIMIT, STAFF_LIMIT = (
    DEFAULT_SETTINGS.file_limit(Role.PPK),
    DEFAULT_SETTINGS.file_limit(Role.HELPDESK_LPSE),
)
WITH_TEXT = [
    Action.ASK_FEEDBACK, Action.ESCALATE, Action.SOLVE, Action.RECATEGORISE, Action.HAND_BACK,
]  # fmt: skip


@pytest.fixture
def helpdesk() -> FakeHelpdesk:
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    return helpdesk


def test_from_filed_to_rated(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.ASK_FEEDBACK, "Mohon kirim tangkapan layarnya.")
    helpdesk.does(PPK, Action.GIVE_FEEDBACK, "Terlampir tangkapan layarnya.", SCREENSHOT, LETTER)
    helpdesk.does(HELPDESK, Action.SOLVE, "Kata sandi sudah kami atur ulang.")
    helpdesk.does(PPK, Action.REJECT, "Masih belum bisa masuk juga.")
    assert (helpdesk.ticket.status, helpdesk.ticket.holder_id) == (Status.WORKING, HELPDESK.id)
    helpdesk.does(HELPDESK, Action.SOLVE, "Akun sudah kami aktifkan kembali.")
    helpdesk.now += timedelta(hours=1)
    helpdesk.does(PPK, Action.CONFIRM)
    ticket = helpdesk.does(PPK, Action.RATE)
    assert [event.kind for event in helpdesk.history] == [
        "filed", "taken", "feedback_asked", "feedback_given", "solved",
        "rejected", "solved", "confirmed", "rated",
    ]  # fmt: skip
    assert (ticket.status, ticket.holder_id, ticket.solver_id) == (Status.CLOSED, None, HELPDESK.id)
    assert (ticket.created_at, ticket.closed_at) == (NOW, NOW + timedelta(hours=1))
    assert ticket.rating == FIVE_STARS
    assert helpdesk.history[-1].facts == {
        "stars": 5,
        "chips": ["speed", "kindness"],
        "solver_id": HELPDESK.id,
    }
    assert ticket.party_ids == {PPK.id, HELPDESK.id}


def test_up_the_whole_ladder_and_over_to_another_directorate(helpdesk: FakeHelpdesk) -> None:
    helpdesk.climbs_to(Level.TIM_TEKNIS)
    helpdesk.does(TIM_SPSE, Action.TAKE)
    ticket = helpdesk.does(TIM_SPSE, Action.ESCALATE, directorate=Directorate.KATALOG)
    assert [step.desk.key for step in ticket.path] == ["1:10", "2:10", "3", "4", "5:spse"]
    assert ticket.desk == Desk(Level.TIM_TEKNIS, directorate=Directorate.KATALOG)
    ticket = helpdesk.does(TIM_KATALOG, Action.TAKE)
    assert ticket.party_ids == {1, 3, 5, 6, 7, 8, 9}
    assert helpdesk.history[-2].facts == {"from": "5:spse", "to": "5:katalog"}


def test_a_technical_team_that_names_no_other_directorate_keeps_the_ticket(helpdesk: FakeHelpdesk) -> None:
    helpdesk.climbs_to(Level.TIM_TEKNIS)
    helpdesk.does(TIM_SPSE, Action.TAKE)
    for directorate in (None, Directorate.SPSE):
        with pytest.raises(Refusal, match="directorate_needed"):
            helpdesk.does(TIM_SPSE, Action.ESCALATE, directorate=directorate)
    assert helpdesk.ticket.holder_id == TIM_SPSE.id


def test_feedback_is_asked_of_the_level_that_escalated_it(helpdesk: FakeHelpdesk) -> None:
    helpdesk.climbs_to(Level.LPSE_2)
    helpdesk.does(ADMIN_PPE, Action.TAKE)
    ticket = helpdesk.does(ADMIN_PPE, Action.ASK_FEEDBACK, below=True)
    assert (ticket.asked_id, ticket.asked_desk) == (HELPDESK.id, Desk(Level.LPSE_1, 10))
    with pytest.raises(Refusal, match="not_yours"):
        helpdesk.does(PPK, Action.GIVE_FEEDBACK)
    ticket = helpdesk.does(VERIFIER, Action.GIVE_FEEDBACK)
    assert (ticket.status, ticket.holder_id) == (Status.WORKING, ADMIN_PPE.id)
    assert (ticket.asked_id, ticket.asked_desk) == (None, None)


def test_the_first_level_has_nobody_below_to_ask(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    with pytest.raises(Refusal, match="nobody_below"):
        helpdesk.does(HELPDESK, Action.ASK_FEEDBACK, below=True)
    assert helpdesk.ticket.status is Status.WORKING


def test_handed_back_it_waits_at_the_same_desk_and_anybody_there_may_take_it(helpdesk: FakeHelpdesk) -> None:
    helpdesk.climbs_to(Level.LPSE_2)
    helpdesk.does(ADMIN_PPE, Action.TAKE)
    ticket = helpdesk.does(ADMIN_PPE, Action.HAND_BACK)
    assert (ticket.status, ticket.holder_id, ticket.desk.key) == (Status.WAITING, None, "2:10")
    assert [step.desk.key for step in ticket.path] == ["1:10"]
    assert ADMIN_PPE.id in ticket.party_ids


@pytest.mark.parametrize("taken", [False, True])
def test_the_reporter_closes_it_before_anybody_solved_it(helpdesk: FakeHelpdesk, taken: bool) -> None:
    if taken:
        helpdesk.does(HELPDESK, Action.TAKE)
    ticket = helpdesk.does(PPK, Action.CLOSE, "Sudah bisa masuk dengan sendirinya.")
    assert (ticket.status, ticket.holder_id, ticket.closed_at) == (Status.CLOSED, None, NOW)
    if taken:
        assert helpdesk.does(PPK, Action.RATE).solver_id is None
        return
    with pytest.raises(Refusal, match="nothing_to_rate"):
        helpdesk.does(PPK, Action.RATE)


def test_closing_while_feedback_is_waited_for_asks_nobody_any_more(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.ASK_FEEDBACK)
    ticket = helpdesk.does(PPK, Action.CLOSE)
    assert (ticket.asked_id, ticket.asked_desk, ticket.due_at) == (None, None, None)


def test_who_escalated_is_remembered_step_by_step(helpdesk: FakeHelpdesk) -> None:
    ticket = helpdesk.climbs_to(Level.LKPP_NON_TEKNIS)
    assert ticket.path == (
        EscalationStep(Desk(Level.LPSE_1, 10), HELPDESK.id),
        EscalationStep(Desk(Level.LPSE_2, 10), ADMIN_PPE.id),
    )
    assert ticket.desk in LKPP.desks


def test_of_two_who_take_at_once_the_first_wins(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    with pytest.raises(Refusal) as refused:
        helpdesk.does(VERIFIER, Action.TAKE)
    assert (refused.value.code, refused.value.facts["holder_id"]) == ("not_now", HELPDESK.id)
    assert helpdesk.ticket.holder_id == HELPDESK.id


def test_a_ticket_of_another_lpse_can_not_even_be_named(helpdesk: FakeHelpdesk) -> None:
    for ticket_id in (1, 2):
        with pytest.raises(Refusal, match="not_found"):
            helpdesk.does(BANDUNGS_HELPDESK, Action.TAKE, ticket_id=ticket_id)


@pytest.mark.parametrize("action", WITH_TEXT)
@pytest.mark.parametrize(
    ("remark", "code"),
    [
        (None, "text_too_short"),
        (Remark(""), "text_too_short"),
        (Remark("   sudah bisa\n\n  "), "text_too_short"),
        (Remark("x" * 8001), "text_too_long"),
        (Remark(TEXT, (LETTER,) * (MOST_FILES + 1)), "too_many_files"),
        (Remark(TEXT, (replace(LETTER, original="virus.exe"),)), "file_type"),
        (
            Remark(TEXT, (LETTER, replace(LETTER, size=STAFF_LIMIT + 1))),
            "file_too_large",
        ),
        (Remark(TEXT, (replace(LETTER, size=0),)), "file_empty"),
    ],
)
def test_what_is_said_is_checked_again(
    helpdesk: FakeHelpdesk, action: Action, remark: Remark | None, code: str
) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    before = helpdesk.ticket
    with pytest.raises(Refusal, match=code):
        WorkTicket(helpdesk.tickets, CATALOGUE, helpdesk.people)(
            HELPDESK, ActionRequest(action, 1, remark, category="spse-paket"), NOW
        )
    assert helpdesk.tickets.opened == helpdesk.ticket == before


def test_exactly_fifteen_characters_will_do(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.SOLVE, "  Coba masuk lagi ")
    assert helpdesk.history[-1].text == "Coba masuk lagi"


def test_staff_may_send_larger_files_than_reporters(helpdesk: FakeHelpdesk) -> None:
    large: Upload = replace(LETTER, size=REPORTER_LIMIT + 1)
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.ASK_FEEDBACK, TEXT, large)
    with pytest.raises(Refusal, match="file_too_large"):
        helpdesk.does(PPK, Action.GIVE_FEEDBACK, TEXT, large)


def test_a_helpdesk_answering_about_their_own_report_is_still_staff() -> None:
    helpdesk = FakeHelpdesk()
    helpdesk.file(HELPDESK)
    helpdesk.does(ADMIN_PPE, Action.TAKE)
    helpdesk.does(ADMIN_PPE, Action.ASK_FEEDBACK)
    ticket = helpdesk.does(HELPDESK, Action.GIVE_FEEDBACK, TEXT, replace(LETTER, size=STAFF_LIMIT))
    assert (ticket.status, helpdesk.history[-1].role) == (Status.WORKING, Role.HELPDESK_LPSE)


@pytest.mark.parametrize(
    ("category", "subcategory", "code"),
    [
        ("katalog-akun", "", "category_unknown"),
        ("", "", "category_unknown"),
        ("spse-paket", "Ganti email", "subcategory_unknown"),
        ("spse-login", "Tidak bisa login", "same_category"),
    ],
)
def test_categories_that_can_not_be_chosen(
    helpdesk: FakeHelpdesk, category: str, subcategory: str, code: str
) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    with pytest.raises(Refusal, match=code):
        helpdesk.does(HELPDESK, Action.RECATEGORISE, category=category, subcategory=subcategory)
    assert helpdesk.ticket.category == "spse-login"


def test_an_application_that_is_down_becomes_an_emergency(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    ticket = helpdesk.does(
        HELPDESK,
        Action.RECATEGORISE,
        category="spse-infrastruktur",
        subcategory="Aplikasi tidak bisa diakses",
    )
    assert ticket.priority is Priority.EMERGENCY
    assert helpdesk.history[-1].facts == {"from": "medium", "to": "emergency", "rule": "outage"}


def test_recategorised_under_a_tender_whose_stage_ends_today_it_is_an_emergency() -> None:
    stage = Stage("Upload Dokumen Penawaran", NOW - timedelta(days=3), NOW + timedelta(hours=5))
    tender = PackageFacts(PackageKind.TENDER, "21150010", stages=(stage,))
    helpdesk = FakeHelpdesk()
    helpdesk.file(PPK, replace(REPORT, package=Package(Checked.VALIDATED, tender.code, tender)))
    assert helpdesk.does(HELPDESK, Action.TAKE).priority is Priority.MEDIUM
    ticket = helpdesk.does(HELPDESK, Action.RECATEGORISE, category="spse-penawaran")
    assert ticket.priority is Priority.EMERGENCY
    assert helpdesk.history[-1].facts["rule"] == "stage_ends_soon"


def test_a_rating_without_stars_is_none(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(PPK, Action.CLOSE)
    with pytest.raises(Refusal, match="stars"):
        helpdesk.does(PPK, Action.RATE, rating=None)
    assert helpdesk.ticket.rating is None


def test_a_ticket_is_rated_once(helpdesk: FakeHelpdesk) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(PPK, Action.CLOSE)
    helpdesk.does(PPK, Action.RATE)
    with pytest.raises(Refusal, match="already_rated"):
        helpdesk.does(PPK, Action.RATE)
    with pytest.raises(Refusal, match="already_rated"):
        helpdesk.ticket.rate(None, NOW, FIVE_STARS)  # type: ignore[arg-type]


@pytest.mark.parametrize("action", [Action.FILE, Action.CONFIRM_SILENTLY])
def test_nobody_can_press_what_is_no_person_s(helpdesk: FakeHelpdesk, action: Action) -> None:
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.SOLVE)
    for who in (PPK, HELPDESK, LKPP):
        with pytest.raises(Refusal, match=r"not_now|not_yours"):
            helpdesk.does(who, action)
    assert helpdesk.ticket.status is Status.CONFIRMATION
