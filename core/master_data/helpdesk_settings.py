"""Settings of the helpdesk: numbers that an administrator may change, each within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from core.errors import Refusal
from core.input.quantities import Unit
from core.organisation.roles import Role
from core.words import _

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class HelpdeskSettings:
    """Settings with their defaults: those of files are the guides', the others the product's and ours.

    `reminder_days` and `confirmation_days` are office days of the ticket's LPSE; the latter begin with the
    reminder. File limits are in megabytes a file. With 1 in `ask_kind`, reporters say what kind of ticket it
    is.
    """

    reminder_days: int = 3
    confirmation_days: int = 4
    stage_ends_hours: int = 24
    short_stage_hours: int = 4
    reporter_file_mb: int = 50
    staff_file_mb: int = 500
    invitation_days: int = 7
    ask_kind: int = 0

    @property
    def asks_kind(self) -> bool:
        """Return whether reporters choose the kind of their ticket."""
        return bool(self.ask_kind)

    @property
    def ends_soon(self) -> timedelta:
        """Return the time before the end of a tender's stage within which a ticket is an Emergency."""
        return timedelta(hours=self.stage_ends_hours)

    @property
    def short_stage(self) -> timedelta:
        """Return the longest duration of a tender's stage that makes a ticket an Emergency."""
        return timedelta(hours=self.short_stage_hours)

    @property
    def invitation_lifetime(self) -> timedelta:
        """Return the time in which an invitation can be used."""
        return timedelta(days=self.invitation_days)

    def file_limit(self, role: Role) -> int:
        """Return how many bytes one file may have from a person acting in this role."""
        return MEGABYTE * (self.staff_file_mb if role.is_staff else self.reporter_file_mb)


@dataclass(frozen=True, slots=True)
class SettingBounds:
    """Bounds of one setting, with the label that people read and the unit in which it is kept."""

    label: str
    unit: Unit
    lowest: int
    highest: int


# Telegram transfers no file above two gigabytes, which bounds both file limits.
BOUNDS: Mapping[str, SettingBounds] = {
    "reminder_days": SettingBounds(_("Pengingat dikirim setelah"), Unit.WORKING_DAYS, 1, 30),
    "confirmation_days": SettingBounds(_("Konfirmasi otomatis setelah pengingat"), Unit.WORKING_DAYS, 1, 60),
    "stage_ends_hours": SettingBounds(_("Emergency bila sisa waktu tahap paling lama"), Unit.HOURS, 1, 168),
    "short_stage_hours": SettingBounds(_("Emergency bila tahap berlangsung paling lama"), Unit.HOURS, 1, 72),
    "reporter_file_mb": SettingBounds(_("Ukuran maksimal berkas pelapor"), Unit.MEGABYTES, 1, 2000),
    "staff_file_mb": SettingBounds(_("Ukuran maksimal berkas petugas"), Unit.MEGABYTES, 1, 2000),
    "invitation_days": SettingBounds(_("Undangan berlaku selama"), Unit.DAYS, 1, 90),
    "ask_kind": SettingBounds(_("Tanyakan jenis tiket"), Unit.YES_OR_NO, 0, 1),
}

DEFAULT_SETTINGS = HelpdeskSettings()


def with_setting(settings: HelpdeskSettings, name: str, number: int) -> HelpdeskSettings:
    """Return the settings with one number changed; refuse `rule_unknown` and `rule_out_of_bounds`."""
    bounds = BOUNDS.get(name)
    if bounds is None:
        raise Refusal("rule_unknown")
    if not bounds.lowest <= number <= bounds.highest:
        raise Refusal("rule_out_of_bounds", lowest=bounds.lowest, highest=bounds.highest)
    return replace(settings, **{name: number})


def read_helpdesk_settings(parsed_json: object) -> HelpdeskSettings:
    """Return the settings of a stored document, with the default for each number that is missing.

    Numbers that are no settings any more are ignored.
    """
    kept = parsed_json if isinstance(parsed_json, dict) else {}
    known = {name: kept[name] for name in BOUNDS if isinstance(kept.get(name), int)}
    return replace(DEFAULT_SETTINGS, **known)


def to_document(settings: HelpdeskSettings) -> dict[str, int]:
    """Return the settings as the document that `read_helpdesk_settings` reads."""
    return asdict(settings)
