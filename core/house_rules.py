"""The house rules: the numbers that an administrator may change, each within its bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from core.errors import Refusal
from core.roles import Role
from core.words import _

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class HouseRules:
    """As they are until somebody changes them: files are the guides', the rest is product's and ours.

    Days are of 24 hours. `confirmation_days` begin with the reminder; file limits are in megabytes a file.
    """

    reminder_days: int = 3
    confirmation_days: int = 4
    stage_ends_hours: int = 24
    short_stage_hours: int = 4
    reporter_file_mb: int = 50
    staff_file_mb: int = 500
    invitation_days: int = 7

    @property
    def remind_after(self) -> timedelta:
        """How long feedback or a confirmation is waited for before the one reminder."""
        return timedelta(days=self.reminder_days)

    @property
    def confirm_after(self) -> timedelta:
        """How long after the reminder a solution counts as confirmed."""
        return timedelta(days=self.confirmation_days)

    @property
    def ends_soon(self) -> timedelta:
        """A tender's stage that ends within this time makes a ticket an Emergency."""
        return timedelta(hours=self.stage_ends_hours)

    @property
    def short_stage(self) -> timedelta:
        """So does a stage that lasts this long at most."""
        return timedelta(hours=self.short_stage_hours)

    @property
    def invitation_lifetime(self) -> timedelta:
        return timedelta(days=self.invitation_days)

    def file_limit(self, role: Role) -> int:
        """Bytes that one file may have from a person acting in this role."""
        return MEGABYTE * (self.staff_file_mb if role.is_staff else self.reporter_file_mb)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one of the numbers may be, and what people call it and its unit."""

    label: str
    unit: str
    lowest: int
    highest: int


# Telegram takes and gives no file above two gigabytes.
BOUNDS: Mapping[str, Bounds] = {
    "reminder_days": Bounds(_("Pengingat dikirim setelah"), _("hari"), 1, 30),
    "confirmation_days": Bounds(_("Konfirmasi otomatis setelah pengingat"), _("hari"), 1, 60),
    "stage_ends_hours": Bounds(_("Emergency bila sisa tahapan"), _("jam"), 1, 168),
    "short_stage_hours": Bounds(_("Emergency bila lama tahapan"), _("jam"), 1, 72),
    "reporter_file_mb": Bounds(_("Berkas pelapor paling besar"), _("MB"), 1, 2000),
    "staff_file_mb": Bounds(_("Berkas petugas paling besar"), _("MB"), 1, 2000),
    "invitation_days": Bounds(_("Undangan berlaku selama"), _("hari"), 1, 90),
}

SHIPPED = HouseRules()


def with_rule(rules: HouseRules, name: str, number: int) -> HouseRules:
    """The rules with one of them changed; refuses `rule_unknown` and `rule_out_of_bounds`."""
    bounds = BOUNDS.get(name)
    if bounds is None:
        raise Refusal("rule_unknown")
    if not bounds.lowest <= number <= bounds.highest:
        raise Refusal("rule_out_of_bounds", lowest=bounds.lowest, highest=bounds.highest)
    return replace(rules, **{name: number})


def read_house_rules(parsed_json: object) -> HouseRules:
    """The rules as they were kept; a number that is missing, or no longer known, is as it was shipped."""
    kept = parsed_json if isinstance(parsed_json, dict) else {}
    known = {name: kept[name] for name in BOUNDS if isinstance(kept.get(name), int)}
    return replace(SHIPPED, **known)


def to_document(rules: HouseRules) -> dict[str, int]:
    """What `read_house_rules` reads."""
    return asdict(rules)
