"""Check what people may do with a ticket by the roles that they have at present, as one table."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.errors import Refusal
from core.organisation.roles import Role
from core.people.people import Assignment, Person
from core.tickets.events import Event
from core.tickets.lifecycle import Action, EventType
from core.tickets.notices import audiences, notices_by_name
from core.tickets.rights import standing
from core.tickets.search import scope_of
from core.tickets.ticket import Ticket
from core.use_cases.tickets.read_ticket import read_ticket
from core.use_cases.tickets.watch_ticket import InviteWatcher, WatchTicket, WithdrawWatcher, link_digest
from tests.cases import for_each
from tests.core.fake_sign_in import FakeWatchLinks
from tests.core.fakes import (
    ADMIN_PPE,
    ADMINISTRATOR,
    BANDUNGS_HELPDESK,
    HELPDESK,
    LKPP,
    NOW,
    PPK,
    SUPPLIER,
    FakeHelpdesk,
    person,
)

# Sari took the ticket of Budi and escalated it to Adi, who took it and asks her. Each column is one of them
# with the roles of one day; `gone` is an account that was disabled.
FORMER = {
    "moved_up": replace(HELPDESK, assignments=(Assignment(Role.ADMIN_PPE, 10),)),
    "moved_to_lkpp": replace(HELPDESK, assignments=LKPP.assignments),
    "elsewhere": replace(HELPDESK, assignments=(Assignment(Role.HELPDESK_LPSE, 20),)),
    "a_reporter": replace(HELPDESK, assignments=(Assignment(Role.PPK, 10),)),
    "no_role": replace(HELPDESK, assignments=()),
}
# The columns: see it (card, print, zip, search, lists), answer what is asked, act as holder, invite a
# watcher, keep the watchers they invited, be told of what happens.
TABLE = """
reporter              see .      .    invite keep told
holder                see .      hold invite keep told
asked                 see answer .    invite keep told
former, moved_up      see .      .    invite keep told
former, moved_to_lkpp see .      .    invite keep told
former, elsewhere     .   .      .    .      .    .
former, a_reporter    .   .      .    .      .    .
former, no_role       .   .      .    .      .    .
gone                  .   .      .    .      .    .
colleague             see answer .    .      .    .
of another LPSE       .   .      .    .      .    .
stranger              .   .      .    .      .    .
administrator         .   .      .    .      .    .
"""
COLLEAGUE = person(80, "Rekan", *HELPDESK.assignments)
CAST: dict[str, Person] = {
    "reporter": PPK,
    "holder": ADMIN_PPE,
    "asked": HELPDESK,
    **{f"former, {name}": former for name, former in FORMER.items()},
    "gone": HELPDESK,
    "colleague": COLLEAGUE,
    "of another LPSE": BANDUNGS_HELPDESK,
    "stranger": SUPPLIER,
    "administrator": ADMINISTRATOR,
}
RESULT = Event(EventType.SOLVED, NOW, None, None)


def asked_below() -> FakeHelpdesk:
    helpdesk = FakeHelpdesk()
    helpdesk.file()
    helpdesk.does(HELPDESK, Action.TAKE)
    helpdesk.does(HELPDESK, Action.ESCALATE)
    helpdesk.does(ADMIN_PPE, Action.TAKE)
    return helpdesk


def succeeds(act: Callable[[], object]) -> bool:
    try:
        act()
    except Refusal:
        return False
    return True


def row(name: str) -> list[str]:
    """Return what this person may do, each on a helpdesk of its own."""
    who, is_gone = CAST[name], name == "gone"

    def helpdesk(*, asks: bool = False) -> FakeHelpdesk:
        made = asked_below()
        if asks:
            made.does(ADMIN_PPE, Action.ASK_FEEDBACK, below=True)
        made.people.known[who.id] = who
        if is_gone:
            made.people.gone(who)
        return made

    def sees() -> bool:
        made = helpdesk()
        seen = not is_gone and succeeds(lambda: read_ticket(made.tickets, who, 1))
        assert seen is (not is_gone and in_scope(who, made.ticket)), (
            "queries find what may be seen, and no more"
        )
        return seen

    def keeps() -> bool:
        made, links = asked_below(), FakeWatchLinks()
        # They invited somebody while they had the role, or as a reporter.
        inviter = HELPDESK if who.id == HELPDESK.id else who
        if not succeeds(lambda: InviteWatcher(made.tickets, links)(inviter, 1, NOW)):
            return False
        code = InviteWatcher(made.tickets, links)(inviter, 1, NOW)
        WatchTicket(made.tickets, made.people, links)(SUPPLIER, link_digest(code), NOW)
        made.people.known[who.id] = who
        if is_gone:
            made.people.gone(who)
        WithdrawWatcher(made.tickets, made.people)(1, SUPPLIER.id, NOW)
        return SUPPLIER.id in made.ticket.watcher_ids

    def told() -> bool:
        made = helpdesk()
        found = notices_by_name(audiences(made.ticket, RESULT, made.people), made.ticket, RESULT, made.people)
        return who.id in {notice.person_id for notice in found}

    may = {
        "see": sees(),
        "answer": not is_gone and succeeds(lambda: helpdesk(asks=True).does(who, Action.GIVE_FEEDBACK)),
        "hold": not is_gone and succeeds(lambda: helpdesk().does(who, Action.SOLVE)),
        "invite": not is_gone
        and succeeds(lambda: InviteWatcher(helpdesk().tickets, FakeWatchLinks())(who, 1, NOW)),
        "keep": keeps(),
        "told": told(),
    }
    return [word if allowed else "." for word, allowed in may.items()]


def in_scope(who: Person, ticket: Ticket) -> bool:
    """Return whether the scope of this person's queries has the ticket."""
    scope = scope_of(who)
    return (
        scope.nationwide
        or ticket.lpse_id in scope.lpse_ids
        or who.id in {ticket.reporter_id, *ticket.watcher_ids}
    )


@for_each("name", CAST)
def test_a_present_role_counts_and_a_former_one_does_not(name: str) -> None:
    expected = {line[:22].strip(): line[22:].split() for line in TABLE.strip().splitlines()}
    assert expected.keys() == CAST.keys()
    assert row(name) == expected[name]


def test_a_disabled_person_signed_in_nowhere_is_found_by_nobody() -> None:
    """Check that there is no person to give a standing to: the register of people has none."""
    helpdesk = asked_below()
    helpdesk.people.gone(HELPDESK)
    assert helpdesk.people.get(HELPDESK.id) is None
    assert helpdesk.people.of_ids([HELPDESK.id]) == {}


def test_a_former_holder_is_let_in_again_by_an_invitation_of_the_reporter() -> None:
    helpdesk, links, former = asked_below(), FakeWatchLinks(), FORMER["a_reporter"]
    helpdesk.people.known[former.id] = former
    code = InviteWatcher(helpdesk.tickets, links)(PPK, 1, NOW)
    WatchTicket(helpdesk.tickets, helpdesk.people, links)(former, link_digest(code), NOW)
    ticket = helpdesk.ticket
    assert standing(former, ticket) is not None
    assert (former.id in ticket.watcher_ids, former.id in ticket.party_ids) == (True, False)


def test_a_link_of_somebody_who_lost_the_role_is_refused_with_a_word_of_its_own() -> None:
    helpdesk, links = asked_below(), FakeWatchLinks()
    code = InviteWatcher(helpdesk.tickets, links)(HELPDESK, 1, NOW)
    helpdesk.people.known[HELPDESK.id] = FORMER["elsewhere"]
    with pytest.raises(Refusal) as refused:
        WatchTicket(helpdesk.tickets, helpdesk.people, links)(SUPPLIER, link_digest(code), NOW)
    assert refused.value.code == "watch_link_withdrawn"
    assert links.open, "it is not used up: the role may come back within its seven days"
