"""Compare this machine's clock with those of others."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.doctor.findings import Finding

# Seconds; less does no harm to reminders, deadlines and codes.
TOLERATED = 30.0


def compare_clocks(whose: str, theirs: datetime | None) -> list[Finding]:
    """Return whether this machine's clock agrees with theirs; nothing where theirs is not known."""
    if theirs is None:
        return []
    ahead = (datetime.now(UTC) - theirs).total_seconds()
    if abs(ahead) <= TOLERATED:
        return [Finding("clock", f"agrees with that of {whose}")]
    found = f"is {abs(ahead):.0f} seconds {'ahead of' if ahead > 0 else 'behind'} that of {whose}"
    return [Finding("clock", found, "switch on time synchronisation (timedatectl set-ntp true)")]
