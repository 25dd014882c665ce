"""Roles of people: their labels, the levels they work on, and their letters in ticket numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from core.input.characters import plain
from core.words import _


class Level(IntEnum):
    """Levels of support, from the person who reports up to the team that built the application."""

    REPORTER = 0
    LPSE_1 = 1
    LPSE_2 = 2
    LKPP_NON_TEKNIS = 3
    LKPP_TEKNIS = 4
    TIM_TEKNIS = 5

    @property
    def label(self) -> str:
        return LEVEL_LABELS[self]


LEVEL_LABELS = {
    Level.REPORTER: _("Pelapor"),
    Level.LPSE_1: _("Helpdesk LPSE"),
    Level.LPSE_2: _("Admin PPE"),
    Level.LKPP_NON_TEKNIS: _("Helpdesk LKPP"),
    Level.LKPP_TEKNIS: _("Helpdesk LKPP Teknis"),
    Level.TIM_TEKNIS: _("Tim Teknis LKPP"),
}


class Role(StrEnum):
    """Roles that a person may have; the values are those of the account import."""

    PPK = "ppk"
    POKJA = "pokja"
    PP = "pp"
    PELAKU_USAHA = "pelaku_usaha"
    KUPPBJ = "kuppbj"
    PA_KPA = "pa_kpa"
    ADMIN_PPE_SIRUP = "admin_ppe_sirup"
    HELPDESK_LPSE = "helpdesk_lpse"
    VERIFIKATOR_LPSE = "verifikator_lpse"
    ADMIN_AGENCY = "admin_agency"
    ADMIN_PPE = "admin_ppe"
    HELPDESK_LKPP_NON_TEKNIS = "helpdesk_lkpp_non_teknis"
    HELPDESK_LKPP_TEKNIS = "helpdesk_lkpp_teknis"
    TIM_TEKNIS = "tim_teknis"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return ROLES[self].label

    @property
    def level(self) -> Level | None:
        """Return the level this role works on; None for the administrator, who works no ticket."""
        return ROLES[self].level

    @property
    def letter(self) -> str:
        """Return the letter of the reporter in a ticket number; empty for roles that may not file."""
        return ROLES[self].letter

    @property
    def is_staff(self) -> bool:
        """Return whether this role works tickets, from Level 1 up to the technical teams."""
        return self.level is not None and self.level > Level.REPORTER

    @property
    def needs_lpse(self) -> bool:
        """Return whether this role belongs to an LPSE, as those of reporters and both LPSE levels do.

        The roles of LKPP are national.
        """
        return self.level is not None and self.level <= Level.LPSE_2


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A row of the table of roles (guide for reporters 1.1, guide for level 1 1.1)."""

    label: str
    level: Level | None
    letter: str


ROLES: dict[Role, RoleRow] = {
    Role.PPK: RoleRow(_("PPK"), Level.REPORTER, "P"),
    Role.POKJA: RoleRow(_("Pokja Pemilihan"), Level.REPORTER, "P"),
    Role.PP: RoleRow(_("PP"), Level.REPORTER, "P"),
    Role.PELAKU_USAHA: RoleRow(_("Pelaku Usaha"), Level.REPORTER, "P"),
    Role.KUPPBJ: RoleRow(_("KUPPBJ"), Level.REPORTER, "P"),
    Role.PA_KPA: RoleRow(_("PA/KPA"), Level.REPORTER, "P"),
    Role.ADMIN_PPE_SIRUP: RoleRow(_("Admin PPE (SiRUP)"), Level.REPORTER, "P"),
    Role.HELPDESK_LPSE: RoleRow(_("Helpdesk LPSE"), Level.LPSE_1, "H"),
    Role.VERIFIKATOR_LPSE: RoleRow(_("Verifikator LPSE"), Level.LPSE_1, "V"),
    Role.ADMIN_AGENCY: RoleRow(_("Admin Agency LPSE"), Level.LPSE_1, "A"),
    Role.ADMIN_PPE: RoleRow(_("Admin PPE"), Level.LPSE_2, "A"),
    Role.HELPDESK_LKPP_NON_TEKNIS: RoleRow(_("Helpdesk LKPP"), Level.LKPP_NON_TEKNIS, "L"),
    Role.HELPDESK_LKPP_TEKNIS: RoleRow(_("Helpdesk LKPP Teknis"), Level.LKPP_TEKNIS, "L"),
    Role.TIM_TEKNIS: RoleRow(_("Tim Teknis LKPP"), Level.TIM_TEKNIS, "L"),
    Role.ADMINISTRATOR: RoleRow(_("Administrator"), None, ""),
}

# English labels that differ from the Indonesian ones.
ENGLISH_LABELS = {"Vendor": Role.PELAKU_USAHA}


def role_named(text: str) -> Role | None:
    """Return the role with this key or label, in any case and with any blanks, like "Admin PPE"."""
    return _BY_NAME.get(_comparable(text))


def _comparable(text: str) -> str:
    return " ".join(re.findall("[a-z0-9]+", plain(text).casefold()))


_BY_NAME = {
    **{_comparable(role.label): role for role in Role},
    **{_comparable(label): role for label, role in ENGLISH_LABELS.items()},
    **{_comparable(role.value): role for role in Role},
}
