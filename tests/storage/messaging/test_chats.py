"""Test chats and their people: stored conversations, parked drafts, signing in and out."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from core.errors import Refusal
from core.people.chats import Chat
from core.people.people import Person
from core.use_cases.own_account.invitation import AcceptInvitation, InvitePerson, invitation_digest
from core.use_cases.own_account.sign_in import EnterCode, RequestCode
from core.use_cases.own_account.sign_in_limits import CODES_OF_ADDRESS, SignInLimit
from core.use_cases.own_account.sign_in_secrets import address_digest
from storage.engine.edition_cache import EditionCache
from storage.messaging.chats import ChatUnlinked
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import BUDI, NOW, SARI, Helpdesk


def change(unit: SqlUnitOfWork, **changes: Any) -> None:
    """Save changes of the chat 70."""
    before = unit.chats.get(70)
    assert before is not None
    unit.chats.save(replace(before, **changes), before)


async def test_a_chat_comes_back_as_it_was_saved(helpdesk: Helpdesk) -> None:
    row = Chat(70, None, "en", 3, {"kind": "file", "draft": {"title": "☎ \\ '"}}, False, {"seen": [1]})
    await helpdesk.run(lambda unit: unit.chats.save(row))
    assert await helpdesk.read(lambda unit: unit.chats.get(70)) == row
    later = replace(row, conversation=None, revision=4, memo={})
    await helpdesk.run(lambda unit: unit.chats.save(later, row))
    assert await helpdesk.read(lambda unit: unit.chats.get(70)) == later
    await helpdesk.run(lambda unit: unit.chats.set_reachable(70, True))
    reached = await helpdesk.read(lambda unit: unit.chats.get(70))
    assert reached is not None
    assert reached.reachable
    assert await helpdesk.read(lambda unit: unit.chats.get(71)) is None


async def test_a_chat_is_found_by_the_person_it_speaks_for(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.links.link(70, BUDI.id, NOW))
    await helpdesk.run(lambda unit: unit.links.link(80, SARI.id, NOW))
    assert await helpdesk.read(lambda unit: unit.chats.of_person(BUDI.id)) == Chat(70, BUDI.id, linked_at=NOW)
    found = await helpdesk.read(lambda unit: unit.chats.of_people([BUDI.id, SARI.id, 404]))
    assert {person_id: row.chat_id for person_id, row in found.items()} == {BUDI.id: 70, SARI.id: 80}
    assert await helpdesk.read(lambda unit: unit.chats.of_people([])) == {}


async def test_who_signs_in_elsewhere_leaves_the_old_chat_empty_and_finds_their_drafts(
    helpdesk: Helpdesk,
) -> None:
    def begin(unit: SqlUnitOfWork) -> None:
        unit.links.link(70, BUDI.id, NOW)
        change(unit, conversation={"kind": "file"}, memo={"search": {"text": "login"}})
        unit.parked_drafts.put(BUDI.id, "rate", {"stars": 1}, NOW)

    await helpdesk.run(begin)
    await helpdesk.run(lambda unit: unit.links.link(71, BUDI.id, NOW))
    old = await helpdesk.read(lambda unit: unit.chats.get(70))
    assert old is not None
    assert (old.person_id, old.conversation, old.memo, old.linked_at) == (None, None, {}, None)
    assert await helpdesk.read(lambda unit: unit.parked_drafts.keys(BUDI.id)) == ["rate"]
    now = await helpdesk.read(lambda unit: unit.chats.of_person(BUDI.id))
    assert now is not None
    assert now.chat_id == 71


async def test_nobody_finds_the_draft_of_who_used_the_chat_before(helpdesk: Helpdesk) -> None:
    def begin(unit: SqlUnitOfWork) -> None:
        unit.links.link(70, BUDI.id, NOW)
        change(unit, conversation={"kind": "file"}, revision=9)
        unit.parked_drafts.put(BUDI.id, "rate", {"stars": 1}, NOW)

    await helpdesk.run(begin)
    await helpdesk.run(lambda unit: unit.links.link(70, SARI.id, NOW))
    expected = Chat(70, SARI.id, revision=9, linked_at=NOW)
    assert await helpdesk.read(lambda unit: unit.chats.get(70)) == expected
    assert await helpdesk.read(lambda unit: unit.parked_drafts.get(SARI.id, "rate")) is None
    assert await helpdesk.read(lambda unit: unit.parked_drafts.get(BUDI.id, "rate")) == {"stars": 1}
    assert await helpdesk.read(lambda unit: unit.chats.of_person(BUDI.id)) is None


async def test_signing_in_again_in_the_same_chat_keeps_the_draft(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.links.link(70, BUDI.id, NOW))
    await helpdesk.run(lambda unit: change(unit, conversation={"kind": "file"}))
    await helpdesk.run(lambda unit: unit.links.link(70, BUDI.id, NOW))
    assert await helpdesk.read(lambda unit: unit.chats.get(70)) == Chat(
        70, BUDI.id, conversation={"kind": "file"}, linked_at=NOW
    )


@pytest.mark.parametrize("signed_in", [True, False], ids=["out", "in"])
async def test_what_was_decided_before_somebody_was_signed_out_or_in_is_not_saved(
    helpdesk: Helpdesk, signed_in: bool
) -> None:
    def begin(unit: SqlUnitOfWork) -> Chat:
        if signed_in:
            unit.links.link(70, BUDI.id, NOW)
        else:
            unit.chats.save(Chat(70))
        row = unit.chats.get(70)
        assert row is not None
        return row

    read = await helpdesk.run(begin)
    if signed_in:
        await helpdesk.run(lambda unit: unit.links.unlink(70))
    else:
        await helpdesk.run(lambda unit: unit.links.link(70, BUDI.id, NOW))
    decided = replace(read, conversation={"kind": "menu"})
    with pytest.raises(ChatUnlinked):
        await helpdesk.run(lambda unit: unit.chats.save(decided, read))
    kept = await helpdesk.read(lambda unit: unit.chats.get(70))
    assert kept == (Chat(70) if signed_in else Chat(70, BUDI.id, linked_at=NOW))


async def test_saving_a_chat_keeps_what_others_have_changed_meanwhile(helpdesk: Helpdesk) -> None:
    read = Chat(70, reachable=True, memo={"search": {}})
    await helpdesk.run(lambda unit: unit.chats.save(read))
    await helpdesk.run(lambda unit: unit.chats.set_reachable(70, False))
    await helpdesk.run(lambda unit: unit.chats.save(replace(read, revision=1), read))
    kept = await helpdesk.read(lambda unit: unit.chats.get(70))
    assert kept == replace(read, revision=1, reachable=False)


async def test_a_new_chat_in_which_somebody_has_signed_in_meanwhile_is_not_saved(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.links.link(70, BUDI.id, NOW))
    with pytest.raises(ChatUnlinked):
        await helpdesk.run(lambda unit: unit.chats.save(Chat(70, revision=1)))
    await helpdesk.run(lambda unit: unit.chats.save(Chat(70, BUDI.id, revision=2)))
    assert await helpdesk.read(lambda unit: unit.chats.get(70)) == Chat(70, BUDI.id, revision=2)


@pytest.mark.postgres
async def test_an_unlinking_while_a_chat_is_being_saved_is_not_undone(
    postgres_helpdesk: Helpdesk, postgres_url: str
) -> None:
    """Test two transactions at once: the one that has read the chat waits for the other, and gives way."""
    helpdesk = postgres_helpdesk
    await helpdesk.run(lambda unit: unit.links.link(70, BUDI.id, NOW))
    read = await helpdesk.read(lambda unit: unit.chats.get(70))
    assert read is not None
    engine = create_async_engine(postgres_url)
    async with engine.connect() as administrator:
        await administrator.run_sync(lambda c: SqlUnitOfWork(c, EditionCache()).links.unlink(70))
        decided = replace(read, conversation={"kind": "menu"}, revision=1)
        saving = asyncio.ensure_future(helpdesk.run(lambda unit: unit.chats.save(decided, read)))
        waits = text(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        while not (await administrator.execute(waits)).scalar_one():  # noqa: ASYNC110 - nobody is told
            await asyncio.sleep(0.01)
        await administrator.commit()
    await engine.dispose()
    with pytest.raises(ChatUnlinked):
        await saving
    assert await helpdesk.read(lambda unit: unit.chats.get(70)) == Chat(70)


async def test_parked_drafts_are_told_newest_first(helpdesk: Helpdesk) -> None:
    def park(unit: SqlUnitOfWork, key: str, at: datetime) -> None:
        unit.parked_drafts.put(BUDI.id, key, {"at": key}, at)

    for minutes, key in enumerate(("file", "rate", "ask")):
        at = NOW + timedelta(minutes=minutes)
        await helpdesk.run(park, key, at)
    assert await helpdesk.read(lambda unit: unit.parked_drafts.keys(BUDI.id)) == ["ask", "rate", "file"]
    await helpdesk.run(
        lambda unit: unit.parked_drafts.put(BUDI.id, "file", {"at": "again"}, NOW + timedelta(hours=1))
    )
    assert await helpdesk.read(lambda unit: unit.parked_drafts.keys(BUDI.id)) == ["file", "ask", "rate"]
    assert await helpdesk.read(lambda unit: unit.parked_drafts.get(BUDI.id, "file")) == {"at": "again"}
    await helpdesk.run(lambda unit: unit.parked_drafts.drop(BUDI.id, "file"))
    assert await helpdesk.read(lambda unit: unit.parked_drafts.get(BUDI.id, "file")) is None


async def test_an_invitation_lets_one_chat_in_once(helpdesk: Helpdesk) -> None:
    code = await helpdesk.run(lambda unit: InvitePerson(unit.invitations)(BUDI, NOW))

    def accept(unit: SqlUnitOfWork, chat_id: int) -> Person:
        accept = AcceptInvitation(unit.invitations, unit.codes, unit.people, unit.links)
        return accept(chat_id, invitation_digest(code), NOW)

    assert await helpdesk.run(accept, 70) == BUDI
    with pytest.raises(Refusal, match="invitation_invalid"):
        await helpdesk.run(accept, 71)
    linked = await helpdesk.read(lambda unit: unit.chats.of_person(BUDI.id))
    assert linked is not None
    assert linked.chat_id == 70


async def test_an_old_invitation_lets_nobody_in(helpdesk: Helpdesk) -> None:
    await helpdesk.run(lambda unit: unit.invitations.add("digest", BUDI.id, NOW, NOW))
    assert await helpdesk.run(lambda unit: unit.invitations.use("digest", NOW)) is None
    assert (
        await helpdesk.run(lambda unit: unit.invitations.use("digest", NOW - timedelta(seconds=1))) == BUDI.id
    )


class Letterbox:
    """A fake of what goes out: it keeps codes, and counts questions to owners."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.asked = 0

    def send_code(self, person: Person, chat_id: int, code: str, expires_at: datetime) -> None:
        self.codes.append(code)

    def ask_owner(self, person: Person, chat_id: int, number: str) -> None:
        self.asked += 1

    def alert_guessing(self, person: Person) -> None:
        raise AssertionError("nobody guesses so often")


def request(unit: SqlUnitOfWork, chat_id: int, address: str, mail: Letterbox) -> None:
    RequestCode(unit.codes, unit.sign_in_limits, unit.people, mail, mail)(chat_id, address, NOW)


async def test_a_mailed_code_signs_in_after_a_wrong_try(helpdesk: Helpdesk) -> None:
    mail, address = Letterbox(), address_digest(BUDI.email)
    await helpdesk.run(request, 70, "BUDI@surabaya.go.id", mail)

    def type_in(unit: SqlUnitOfWork, typed: str) -> Person | None:
        enter = EnterCode(unit.codes, unit.sign_in_limits, unit.people, unit.links, mail)
        return enter(70, BUDI.email, typed, NOW)

    assert await helpdesk.run(type_in, "wrong") is None
    counted = await helpdesk.read(lambda unit: unit.codes.get(70, address))
    assert counted is not None
    assert counted.tries == 1
    assert await helpdesk.run(type_in, mail.codes[0]) == BUDI
    assert await helpdesk.read(lambda unit: unit.codes.get(70, address)) is None
    assert await helpdesk.read(lambda unit: unit.codes.has_proven(70, address))
    assert not await helpdesk.read(lambda unit: unit.codes.has_proven(71, address))


async def test_of_twenty_chats_that_ask_at_once_only_as_many_get_a_code_as_the_limit_lets(
    helpdesk: Helpdesk,
) -> None:
    # What is sent counts once it is committed: a run that is undone and run again sends nothing.
    def ask(unit: SqlUnitOfWork, chat_id: int) -> int:
        mail = Letterbox()
        request(unit, chat_id, BUDI.email, mail)
        return len(mail.codes)

    sent = await asyncio.gather(*(helpdesk.run(ask, chat_id) for chat_id in range(100, 120)))
    assert sum(sent) == CODES_OF_ADDRESS.most == 15


async def test_a_limit_counts_each_subject_and_begins_anew_after_its_window(helpdesk: Helpdesk) -> None:
    limit = SignInLimit("codes", 2, timedelta(hours=1))

    def use(unit: SqlUnitOfWork, subject: int, minutes: int) -> timedelta | None:
        return unit.sign_in_limits.use(limit, subject, NOW + timedelta(minutes=minutes))

    def wait(unit: SqlUnitOfWork, subject: int, minutes: int) -> timedelta | None:
        return unit.sign_in_limits.wait(limit, subject, NOW + timedelta(minutes=minutes))

    assert [await helpdesk.run(use, 70, minutes) for minutes in (0, 10)] == [None, None]
    assert await helpdesk.run(use, 70, 20) == await helpdesk.read(wait, 70, 20) == timedelta(minutes=40)
    assert await helpdesk.run(use, 71, 20) is None
    assert await helpdesk.read(wait, 70, 60) is None
    assert [await helpdesk.run(use, 70, minutes) for minutes in (60, 61)] == [None, None]
    assert await helpdesk.run(use, 70, 62) == timedelta(minutes=58)
