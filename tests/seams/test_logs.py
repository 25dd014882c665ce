"""Test that the log tells what happens, without secrets and without anything that people wrote."""

import json
import re
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from sqlalchemy import text

from core.use_cases.own_account.invitation import InvitePerson
from storage.unit import SqlUnitOfWork
from tests.seams.child import Child
from tests.stories.acts import begins, describes
from tests.stories.postman import text_of
from tests.stories.stage import STRANGER, TOKEN, Clock

pytestmark = pytest.mark.timeout(240)

RINA = "rina.wulandari@contoh.go.id"
BROKEN = "CREATE TRIGGER broken BEFORE INSERT ON tickets BEGIN SELECT RAISE(ABORT, 'broken'); END"


@pytest.fixture
def forked() -> bool:
    """Run the shell command itself, so that the log has what its imports say too."""
    return False


def sent_code(child: Child) -> str:
    """Return the code in the letter that was written to Rina."""
    letters = [message_from_bytes(f.read_bytes(), policy=policy.default) for f in child.mail.iterdir()]
    for letter in letters:
        assert isinstance(letter, EmailMessage)
        if letter["To"] == RINA and (code := re.search(r"\b\d{6}\b", text_of(letter))):
            return code.group()
    raise LookupError("no letter with a code")


async def test_the_log_of_an_eventful_day_holds_nothing_of_people(child: Child) -> None:
    ppk, stranger = child.plays(1001), child.plays(STRANGER.id)
    await stranger.types("/start")
    await stranger.types("tidak.ada@contoh.go.id")
    await stranger.sees("tidak.ada@contoh.go.id")
    await stranger.types("135791")
    await stranger.sees("Kode tidak cocok")

    await stranger.taps("Ganti Alamat")
    await stranger.sees("Ketik alamat e-mail akun")
    await stranger.types(RINA)
    await stranger.sees(RINA)

    def invite(unit: SqlUnitOfWork) -> str:
        person = unit.people.by_email("budi.santoso@contoh.go.id")
        assert person
        return InvitePerson(unit.invitations)(person, Clock()())

    invitation = await child.look(invite)
    await stranger.types(f"/start {invitation}")
    await stranger.sees("Budi Santoso")

    await begins(ppk, "Judul-rahasia")
    await describes(ppk, "Kronologi-rahasia dengan kata sandi hunter2.")
    await ppk.sends("berkas-rahasia.pdf", caption="keterangan-rahasia")
    await ppk.sees("berkas-rahasia.pdf")
    await child.look(lambda unit: unit.connection.execute(text(BROKEN)))
    await ppk.taps("Lanjut")
    await ppk.taps("Kirim Tiket")
    await ppk.sees("yakin")
    await ppk.taps("Ya")
    await ppk.sees("Nomor rujukan")
    await child.look(lambda unit: unit.connection.execute(text("DROP TRIGGER broken")))

    child.box.world.updates.add("message", {"from": {"id": 1001}, "text": "tak-terbaca", "date": []})
    child.box.misbehave("sendMessage", 400, description="Bad Request: rahasia-telegram", chat_id=2001)
    child.box.misbehave("sendMessage", "drop", chat_id=2001)
    await ppk.taps("Ya", on="yakin akan")
    await ppk.sees("berhasil disimpan")
    await child.until(lambda unit: bool(unit.outbox.count_failed(1)))
    await child.is_terminated()

    code = sent_code(child)
    said = child.said.read_text()
    events = [json.loads(line)["event"] for line in said.splitlines()]
    assert {"running", "update_failed", "update_unreadable", "message_given_up", "stopped"} <= set(events)
    for private in (
        *("rahasia", "hunter2", "tak-terbaca", "Rina", "Wulandari", "Budi", "@contoh.go.id", "135791"),
        *(invitation, code, TOKEN, TOKEN.partition(":")[2]),
    ):
        assert private not in said.replace("rahasia-telegram", ""), private
