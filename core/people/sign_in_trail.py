"""Define the trail of signing in: its events, and its lines as administrators read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.words import _


class SignInEvent(StrEnum):
    """Kinds of attempts in the trail of signing in; the value is what is stored."""

    SENT = "sent"
    HELD = "held"
    APPROVED = "approved"
    DENIED = "denied"
    WRONG = "wrong"
    SIGNED_IN = "signed_in"
    INVITED = "invited"
    RENEWED = "renewed"
    DISPLACED = "displaced"
    SIGNED_OUT = "signed_out"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        return EVENT_LABELS[self]


EVENT_LABELS = {
    SignInEvent.SENT: _("Kode diminta"),
    SignInEvent.HELD: _("Permintaan kode ditahan"),
    SignInEvent.APPROVED: _("Permintaan kode disetujui pemilik"),
    SignInEvent.DENIED: _("Permintaan kode ditolak pemilik"),
    SignInEvent.WRONG: _("Kode salah"),
    SignInEvent.SIGNED_IN: _("Masuk dengan kode"),
    SignInEvent.INVITED: _("Masuk dengan undangan"),
    SignInEvent.RENEWED: _("Sesi diperbarui dengan kode"),
    SignInEvent.DISPLACED: _("Dibuka di Telegram lain"),
    SignInEvent.SIGNED_OUT: _("Keluar"),
    SignInEvent.CHANGED: _("Alamat e-mail diubah"),
}
# A chat with one of these, for an address, has once shown that it is the owner's.
PROOFS = (
    SignInEvent.SIGNED_IN,
    SignInEvent.INVITED,
    SignInEvent.RENEWED,
    SignInEvent.DISPLACED,
    SignInEvent.SIGNED_OUT,
    SignInEvent.CHANGED,
)


@dataclass(frozen=True, slots=True)
class SignInLine:
    """One attempt; `name` is that of the account's person, empty where the address belongs to nobody."""

    id: int
    at: datetime
    event: SignInEvent
    chat_id: int
    person_id: int | None
    name: str


class SignInTrail(Protocol):
    """The trail of signing in, newest first."""

    def newest(
        self, limit: int, before_id: int | None = None, person_id: int | None = None
    ) -> Sequence[SignInLine]:
        """Return up to `limit` lines before `before_id`, of one person's account if that is given."""
