"""Describe what people do to tickets as reactions to screens, and how they know that it is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.tickets.actions import ACTIONS, action_label
from core.tickets.lifecycle import Action, EventType, Status
from core.tickets.rating import is_praise
from tests.torture.eyes import Sight

MENU = "LPSE Support"
OVER = (
    "tidak dapat dilakukan lagi: tiket",
    "sudah diambil oleh",
    "Tindakan itu belum dapat dilakukan",
    "sudah tidak menunggu feedback Anda",
    "sudah diberi penilaian",
    "Tiket tidak ditemukan",
)
APOLOGY = "terjadi kesalahan"


@dataclass(frozen=True, slots=True)
class Reaction:
    """On a screen with all the words `on`: press the button `press`, or type `text`.

    `sends` marks the last press, after which the act may be done.
    """

    on: tuple[str, ...]
    press: str = ""
    text: str = ""
    sends: bool = False

    def fits(self, sight: Sight) -> bool:
        """Return whether this is the screen, with the button on it."""
        return sight.has(self.on) and (not self.press or sight.button(self.press) is not None)


@dataclass(frozen=True, slots=True)
class Intent:
    """Something that a person wants to do: what it is, how it goes on, and how they know that it is done."""

    kind: EventType
    number: str
    reactions: tuple[Reaction, ...]
    done: tuple[str, ...]
    # The button of this act on a ticket's card; a card without it says that the act is not possible now.
    on_card: str = ""

    def reaction(self, sights: Sequence[Sight]) -> tuple[Sight, Reaction] | None:
        """Return the newest of these sights on which something can be done, and what."""
        for sight in reversed(sights):
            for reaction in self.reactions:
                if sight.message_id and reaction.fits(sight):
                    return sight, reaction
        return None

    def resuming(self) -> Intent:
        """Return the intent of somebody who goes on with a draft that is in the way."""
        reactions = (replace(r, press=_RESUME) if r.press == _DISCARD else r for r in self.reactions)
        return replace(self, reactions=tuple(reactions))

    def is_done(self, sights: Sequence[Sight]) -> Sight | None:
        """Return the sight that says that it is done."""
        return next((sight for sight in sights if sight.has(self.done)), None)

    def is_over(self, sights: Sequence[Sight]) -> bool:
        """Return whether a sight says that it can't be done now."""
        return any(
            any(words in sight.text for words in OVER) or self._is_closed_card(sight) for sight in sights
        )

    def _is_closed_card(self, sight: Sight) -> bool:
        is_card = bool(self.number) and sight.has((self.number, "Posisi tiket:"))
        return is_card and bool(sight.buttons) and bool(self.on_card) and sight.button(self.on_card) is None


# A half-written draft is an older one, until the words of this act have been typed.
_RESUME, _DISCARD = "Lanjutkan draf", "Buang draf"
_DRAFT = Reaction(("draf yang belum dikirim:",), _DISCARD)


def file_ticket(token: str) -> Intent:
    """Return the filing of a ticket whose title holds the token."""
    title = f"Tidak bisa unggah penawaran {token}"
    # A title that came when none was asked for is kept as a description, which the review shows too.
    as_title = f"{title}\n\nLPSE:"
    problem = "Unggah berhenti di 80 persen lalu muncul pesan timeout."
    reactions = (
        Reaction(("yakin akan mengirim tiket ini", as_title), "Ya", sends=True),
        Reaction(("Periksa tiket Anda", as_title), "Kirim Tiket"),
        _DRAFT,
        Reaction((), "Lanjut buat tiket"),
        Reaction(("LPSE mana",), "LPSE Kota Surabaya"),
        Reaction((), "SPSE"),
        Reaction((), "4.5"),
        Reaction((), "Upload Dokumen Penawaran"),
        Reaction((), "Unggah gagal / timeout"),
        Reaction(("Tambah kode error",), "Lanjut"),
        Reaction(("Ceritakan masalahnya",), text=problem),
        Reaction(("kode tender",), "Lewati"),
        Reaction(("Tulis masalah Anda dalam satu kalimat",), text=title),
        Reaction((MENU,), "Buat Tiket"),
    )
    return Intent(EventType.FILED, "", reactions, ("berhasil disimpan", token))


def take(number: str) -> Intent:
    """Return the taking of a ticket."""
    reactions = (
        Reaction(("yakin akan mengambil", number), "Ya", sends=True),
        Reaction((number,), "Ambil Tiket"),
        *_by_number(number),
    )
    return Intent(EventType.TAKEN, number, reactions, ("sekarang menangani tiket ini", number), "Ambil Tiket")


# What the bot says after an action, and the status that it then shows.
_RESULTS = {
    Action.ASK_FEEDBACK: Status.FEEDBACK,
    Action.ESCALATE: Status.WAITING,
    Action.SOLVE: Status.CONFIRMATION,
    Action.HAND_BACK: Status.WAITING,
    Action.GIVE_FEEDBACK: Status.WORKING,
    Action.CLOSE: Status.CLOSED,
}


def remark(action: Action, number: str, token: str, choices: tuple[str, ...] = ()) -> Intent:
    """Return an action that takes a remark, which holds the token; `choices` answer whom or where to."""
    label, spec = action_label(action), ACTIONS[action]
    is_card = action in {Action.GIVE_FEEDBACK, Action.CLOSE}
    reactions = (
        Reaction((label, "Apakah semua data sudah benar?", number, token), "Ya", sends=True),
        Reaction((label, "Minimal 15"), text=f"Sudah kami periksa bersama, mohon dilanjutkan. {token}"),
        *(Reaction((label,), choice) for choice in choices),
        _DRAFT,
        Reaction((number,), label),
        *(() if is_card else (Reaction((number,), "Kerjakan"),)),
        *_by_number(number),
    )
    done = (*fixed_words(spec.success), number, _RESULTS[action].label)
    return Intent(spec.event.type, number, reactions, done, label if is_card else "Kerjakan")


def confirm(number: str) -> Intent:
    """Return the reporter's confirmation that the problem is solved."""
    reactions = (
        Reaction(("masalah Anda sudah selesai",), "Ya, Sudah Selesai", sends=True),
        _DRAFT,
        Reaction((number,), "Konfirmasi"),
        *_by_number(number),
    )
    done = (*fixed_words(ACTIONS[Action.CONFIRM].success), number)
    return Intent(EventType.CONFIRMED, number, reactions, done, "Konfirmasi")


def reject(number: str, token: str) -> Intent:
    """Return the reporter's answer that the problem is not solved."""
    reactions = (
        Reaction(("Belum, Ajukan Lagi", "Apakah semua data sudah benar?", number, token), "Ya", sends=True),
        Reaction(("Apa yang belum selesai",), text=f"Masih sama, tombolnya belum muncul. {token}"),
        Reaction(("masalah Anda sudah selesai",), "Belum, Ajukan Lagi"),
        _DRAFT,
        Reaction((number,), "Konfirmasi"),
        *_by_number(number),
    )
    done = (*fixed_words(ACTIONS[Action.REJECT].success), number)
    return Intent(EventType.REJECTED, number, reactions, done, "Konfirmasi")


def rate(number: str, token: str, stars: int) -> Intent:
    """Return the reporter's rating, whose message holds the token."""
    message = f"Terima kasih atas bantuannya. {token}"
    # Who praises is not asked for a message, and may write one instead of choosing what was good.
    praise = Reaction(("Boleh lebih dari satu",), text=message, sends=True)
    reactions = (
        Reaction(("Ada pesan untuk kami",), text=message, sends=True),
        praise if is_praise(stars) else Reaction(("Boleh lebih dari satu",), "Lanjut"),
        Reaction(("Berapa bintang",), f"⭐ {stars}"),
        Reaction((number,), "Beri Penilaian"),
        *_by_number(number),
    )
    done = ("Terima kasih telah memberikan penilaian", number)
    return Intent(EventType.RATING_ADDED, number, reactions, done, "Beri Penilaian")


def fixed_words(sentence: str) -> tuple[str, ...]:
    """Return the parts of a sentence that stand in it whatever its facts are."""
    return tuple(part for part in re.split(r"%\(\w+\)s", sentence) if len(part) > 1)


def _by_number(number: str) -> tuple[Reaction, ...]:
    return (Reaction((MENU,), text=number),)
