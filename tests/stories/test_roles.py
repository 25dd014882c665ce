"""Test who may file, under which letter, and who works the tickets, for every role."""

from core.organisation.roles import Role
from core.people.people import Assignment, Person
from storage.unit import SqlUnitOfWork
from tests.stories.actor import Actor
from tests.stories.acts import files
from tests.stories.stage import Stage

SURABAYA = 10
REPORTERS = (
    Role.PPK,
    Role.POKJA,
    Role.PP,
    Role.PELAKU_USAHA,
    Role.KUPPBJ,
    Role.PA_KPA,
    Role.ADMIN_PPE_SIRUP,
)
LEVEL_1 = {Role.HELPDESK_LPSE: "H", Role.VERIFIKATOR_LPSE: "V", Role.ADMIN_AGENCY: "A"}


async def plays(stage: Stage, actor: Actor, role: Role) -> None:
    """Give the actor a new account with this role in Surabaya."""

    def join(unit: SqlUnitOfWork) -> None:
        roles = (Assignment(role, SURABAYA),)
        joined = Person(0, f"Pemeran {role}", f"{role}@contoh.go.id", assignments=roles)
        unit.links.link(actor.id, unit.people.add(joined, stage.clock()).id, stage.clock())

    await stage.do(join)


async def test_every_kind_of_reporter_files_under_the_letter_p(
    stage: Stage, stranger: Actor, helpdesk: Actor
) -> None:
    for role in REPORTERS:
        await plays(stage, stranger, role)
        await stranger.types("/start")
        await stranger.sees(f"Pemeran {role}", role.label, "Tiket Saya")
        assert not any("Tiket Masuk" in label for label in stranger.labels)
        number = await files(stranger, f"Dari {role}")
        assert number.startswith("TPS")
        await helpdesk.was_told("menunggu diambil", number, role.label)


async def test_the_three_roles_of_level_1_do_the_same_under_their_own_letters(
    stage: Stage, stranger: Actor, ppk: Actor, admin_ppe: Actor
) -> None:
    waiting = await files(ppk)
    for role, letter in LEVEL_1.items():
        await plays(stage, stranger, role)
        await stranger.types("/start")
        await stranger.sees(role.label, "Buat Tiket", "Tiket Masuk", "Tiket Ditangani", "Riwayat")
        await stranger.taps("Tiket Masuk")
        await stranger.taps(waiting)
        await stranger.sees(waiting, "Ambil Tiket")
        number = await files(stranger, f"Dari {role}")
        assert number.startswith(f"T{letter}S")
        await admin_ppe.was_told("menunggu diambil", number, role.label)
