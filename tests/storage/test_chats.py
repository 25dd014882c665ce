"""Chats and the people they speak for: talks that are kept, parked and dropped, signing in and out."""

from datetime import datetime, timedelta

import pytest

from core.errors import Refusal
from core.people import Person
from core.use_cases.sign_in import AcceptInvitation, EnterCode, InvitePerson, RequestCode
from storage.chats import ChatRow
from storage.unit import SqlUnit
from tests.storage.house import BUDI, NOW, SARI, House


async def test_a_chat_comes_back_as_it_was_saved(house: House) -> None:
    row = ChatRow(70, None, "en", 3, {"kind": "file", "draft": {"title": "☎ \\ '"}}, 5, False, {"seen": [1]})
    await house.do(lambda unit: unit.chats.save(row))
    assert await house.look(lambda unit: unit.chats.get(70)) == row
    row.talk, row.screen_id, row.revision, row.memo = None, None, 4, {}
    await house.do(lambda unit: unit.chats.save(row))
    assert await house.look(lambda unit: unit.chats.get(70)) == row
    await house.do(lambda unit: unit.chats.set_reachable(70, True))
    reached = await house.look(lambda unit: unit.chats.get(70))
    assert reached is not None
    assert reached.reachable
    assert await house.look(lambda unit: unit.chats.get(71)) is None


async def test_a_chat_is_found_by_the_person_it_speaks_for(house: House) -> None:
    await house.do(lambda unit: unit.links.link(70, BUDI.id, NOW))
    await house.do(lambda unit: unit.links.link(80, SARI.id, NOW))
    assert await house.look(lambda unit: unit.chats.of_person(BUDI.id)) == ChatRow(70, BUDI.id)
    found = await house.look(lambda unit: unit.chats.of_people([BUDI.id, SARI.id, 404]))
    assert {person_id: row.chat_id for person_id, row in found.items()} == {BUDI.id: 70, SARI.id: 80}
    assert await house.look(lambda unit: unit.chats.of_people([])) == {}


async def test_who_signs_in_elsewhere_leaves_the_old_chat_empty(house: House) -> None:
    def begin(unit: SqlUnit) -> None:
        unit.links.link(70, BUDI.id, NOW)
        unit.chats.save(ChatRow(70, talk={"kind": "file"}))
        unit.talks.put(70, "rate", {"stars": 1}, NOW)

    await house.do(begin)
    await house.do(lambda unit: unit.links.link(71, BUDI.id, NOW))
    old = await house.look(lambda unit: unit.chats.get(70))
    assert old is not None
    assert (old.person_id, old.talk) == (None, None)
    assert await house.look(lambda unit: unit.talks.keys(70)) == []
    now = await house.look(lambda unit: unit.chats.of_person(BUDI.id))
    assert now is not None
    assert now.chat_id == 71


async def test_nobody_finds_the_draft_of_who_used_the_chat_before(house: House) -> None:
    def begin(unit: SqlUnit) -> None:
        unit.links.link(70, BUDI.id, NOW)
        unit.chats.save(ChatRow(70, talk={"kind": "file"}, revision=9))
        unit.talks.put(70, "rate", {"stars": 1}, NOW)

    await house.do(begin)
    await house.do(lambda unit: unit.links.link(70, SARI.id, NOW))
    assert await house.look(lambda unit: unit.chats.get(70)) == ChatRow(70, SARI.id, revision=9)
    assert await house.look(lambda unit: unit.talks.get(70, "rate")) is None
    assert await house.look(lambda unit: unit.chats.of_person(BUDI.id)) is None


async def test_signing_in_again_in_the_same_chat_keeps_the_draft(house: House) -> None:
    await house.do(lambda unit: unit.links.link(70, BUDI.id, NOW))
    await house.do(lambda unit: unit.chats.save(ChatRow(70, talk={"kind": "file"})))
    await house.do(lambda unit: unit.links.link(70, BUDI.id, NOW))
    assert await house.look(lambda unit: unit.chats.get(70)) == ChatRow(70, BUDI.id, talk={"kind": "file"})


async def test_a_row_read_before_signing_in_does_not_sign_out_when_it_is_saved(house: House) -> None:
    def read_link_and_save(unit: SqlUnit) -> None:
        unit.chats.save(ChatRow(70))
        row = unit.chats.get(70)
        assert row is not None
        unit.links.link(70, BUDI.id, NOW)
        row.talk = {"kind": "menu"}
        unit.chats.save(row)

    await house.do(read_link_and_save)
    assert await house.look(lambda unit: unit.chats.get(70)) == ChatRow(70, BUDI.id, talk={"kind": "menu"})


async def test_parked_drafts_are_told_newest_first(house: House) -> None:
    def park(unit: SqlUnit, key: str, at: datetime) -> None:
        unit.talks.put(70, key, {"at": key}, at)

    for minutes, key in enumerate(("file", "rate", "ask")):
        at = NOW + timedelta(minutes=minutes)
        await house.do(park, key, at)
    assert await house.look(lambda unit: unit.talks.keys(70)) == ["ask", "rate", "file"]
    await house.do(lambda unit: unit.talks.put(70, "file", {"at": "again"}, NOW + timedelta(hours=1)))
    assert await house.look(lambda unit: unit.talks.keys(70)) == ["file", "ask", "rate"]
    assert await house.look(lambda unit: unit.talks.get(70, "file")) == {"at": "again"}
    await house.do(lambda unit: unit.talks.drop(70, "file"))
    assert await house.look(lambda unit: unit.talks.get(70, "file")) is None


async def test_an_invitation_lets_one_chat_in_once(house: House) -> None:
    code = await house.do(lambda unit: InvitePerson(unit.invitations)(BUDI, NOW))

    def accept(unit: SqlUnit, chat_id: int) -> Person:
        return AcceptInvitation(unit.invitations, unit.codes, unit.people, unit.links)(chat_id, code, NOW)

    assert await house.do(accept, 70) == BUDI
    with pytest.raises(Refusal, match="invitation_invalid"):
        await house.do(accept, 71)
    linked = await house.look(lambda unit: unit.chats.of_person(BUDI.id))
    assert linked is not None
    assert linked.chat_id == 70


async def test_an_old_invitation_lets_nobody_in(house: House) -> None:
    await house.do(lambda unit: unit.invitations.add("digest", BUDI.id, NOW, NOW))
    assert await house.do(lambda unit: unit.invitations.use("digest", NOW)) is None
    assert await house.do(lambda unit: unit.invitations.use("digest", NOW - timedelta(seconds=1))) == BUDI.id


class Letterbox:
    """Keeps the mail that would be sent."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    def send_code(self, person: Person, code: str) -> None:
        self.codes.append(code)


async def test_a_mailed_code_signs_in_after_a_wrong_try(house: House) -> None:
    mail = Letterbox()
    await house.do(lambda unit: RequestCode(unit.codes, unit.people, mail)(70, "BUDI@surabaya.go.id", NOW))

    def type_in(unit: SqlUnit, typed: str) -> Person | None:
        return EnterCode(unit.codes, unit.people, unit.links)(70, typed, NOW)

    assert await house.do(type_in, "wrong") is None
    counted = await house.look(lambda unit: unit.codes.get(70))
    assert counted is not None
    assert counted.tries == 1
    assert await house.do(type_in, mail.codes[0]) == BUDI
    assert await house.look(lambda unit: unit.codes.get(70)) is None


async def test_codes_are_counted_by_chat_and_by_address_whichever_are_more(house: House) -> None:
    def trail(unit: SqlUnit) -> None:
        for minutes, (chat_id, address, what) in enumerate(
            [(70, "a", "sent"), (70, "b", "sent"), (71, "a", "sent"), (72, "a", "sent"), (70, "a", "wrong")]
        ):
            unit.codes.log(chat_id, address, what, NOW + timedelta(minutes=minutes))

    def count(unit: SqlUnit, chat_id: int, address: str, since: datetime) -> int:
        return unit.codes.count_sent(chat_id, address, since)

    await house.do(trail)
    for chat_id, address, minutes, sent in (
        (70, "c", 0, 2),
        (99, "a", 0, 3),
        (70, "a", 0, 3),
        (70, "a", 1, 2),
        (99, "c", 0, 0),
    ):
        counted = await house.look(count, chat_id, address, NOW + timedelta(minutes=minutes))
        assert counted == sent
