"""Check which names read like those of a desk or its staff, and that people's names do not."""

from core.people.desk_names import imitates_desk
from tests.cases import for_each

IMITATIONS = (
    "Helpdesk LKPP",
    "HELPDESK",
    "Help Desk Pusat",
    "Help-Desk",
    "Admin PPE",
    "AdminPPE Surabaya",
    "Administrator",
    "Admin",
    "LPSE Kota Surabaya",
    "Budi (LPSE)",
    "L P S E Jakarta",
    "L.P.S.E",
    "l-k-p-p",
    "H e l p d e s k",
    "Неlpdеsk LРSЕ",  # noqa: RUF001 - Cyrillic letters among Latin ones
    "H3lpd3sk",
    "HeIpdesk",
    "Adm1n PPE",
    "ＬＰＳＥ",  # noqa: RUF001 - letters of full width
    "LP\u200bSE Bandung",
    "Hélpdésk",
    "Verifikator LPSE",
    "Tim Teknis SPSE",
    "Petugas SPSE",
    "Meja Bantuan",
    "LPSE Support",
)
NAMES = (
    "Budi Santoso",
    "Rina Wulandari, S.Kom.",
    "H. Ahmad Fauzi",
    "I Gusti Ngurah Rai",
    "A. R. Hakim",
    "Adminah",
    "Yudistira Timotius",
    "Teknisia Putri",
    "Desky Helpin",
    "Philip Sentosa",
    "Alp Setiawan",
    "L. P. Sembiring",
    "M. Ali 2",
    "Ni Luh Putu Sekar",
    "Muhammad Lutfi",
)


@for_each("name", IMITATIONS)
def test_a_desk_is_recognised_however_it_is_written(name: str) -> None:
    assert imitates_desk(name)


@for_each("name", NAMES)
def test_people_keep_their_names(name: str) -> None:
    assert not imitates_desk(name)
