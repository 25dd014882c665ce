"""A step that collects files until the person says that these are all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from conversations.answers import Answer, Pressed, Sent, Typed
from conversations.screen import Button, Rows, Screen, Style
from conversations.talk import Draft, Step
from conversations.world import World
from core.attachments import Upload
from core.errors import Refusal
from core.files import ALLOWED, MOST_FILES, check_file
from core.words import _, pgettext

DONE = Button(pgettext("tombol", "Selesai"), says="done", style=Style.SEND)
FILES = "files"
# Characters of a file name that a button has room for.
SHORT = 24


def uploads_in(draft: Draft) -> tuple[Upload, ...]:
    """The files of a draft, as they came."""
    return tuple(Upload(**kept) for kept in draft.get(FILES, ()))


@dataclass(frozen=True, kw_only=True)
class FilesStep(Step):
    """Files under the name `files`; answered once "Selesai" was said, with none too."""

    template: str
    name: str = FILES
    title: str = _("Berkas")
    keepable: bool = False

    def ask(self, draft: Draft, world: World) -> Screen:
        uploads = uploads_in(draft)
        replacing = _at(draft.get("?replace"), uploads)
        data = {
            "uploads": uploads,
            "replacing": uploads[replacing].original if replacing is not None else "",
            "limit": _limit(world),
            "allowed": ALLOWED,
        }
        return Screen(self.template, data, (*_file_rows(uploads), (DONE,)))

    def hear(self, draft: Draft, answer: Answer, world: World) -> Draft:
        match answer:
            case Sent(upload=upload):
                return self.hear_file(draft, upload, world)
            case Pressed(says="done"):
                return self._finished(draft)
            case Pressed(says=token):
                return self._change(draft, token)
            case Typed():
                raise Refusal("file_expected")

    def answered(self, draft: Draft) -> bool:
        return bool(draft.get("files_done")) and "?more" not in draft

    def hear_file(self, draft: Draft, upload: Upload, world: World) -> Draft:
        """A file where files are asked: more may follow, also after it was said that these are all."""
        return {**self.receive(draft, upload, world), "?more": True}

    def receive(self, draft: Draft, upload: Upload, world: World) -> Draft:
        """The draft with this file in it; the same file twice is one."""
        check_file(upload.original, upload.size, limit=_limit(world))
        kept = list(draft.get(FILES, ()))
        replacing = _at(draft.get("?replace"), kept)
        if replacing is not None:
            kept[replacing] = None
        kept = [u for u in kept if u is None or u["unique"] != upload.unique]
        if replacing is None:
            kept.append(None)
        if len(kept) > MOST_FILES:
            raise Refusal("too_many_files", limit=MOST_FILES)
        changed = [u or asdict(upload) for u in kept]
        return {k: v for k, v in {**draft, FILES: changed}.items() if k != "?replace"}

    def _finished(self, draft: Draft) -> Draft:
        return {k: v for k, v in {**draft, "files_done": True}.items() if not k.startswith("?")}

    def _change(self, draft: Draft, token: str) -> Draft:
        verb, _colon, number = token.partition(":")
        kept: list[Mapping[str, Any]] = list(draft.get(FILES, ()))
        at = _at(number, kept)
        if at is None or verb not in {"remove", "replace"}:
            raise Refusal("file_expected")
        if verb == "replace":
            return {**draft, "?replace": at, "?more": True}
        del kept[at]
        return {k: v for k, v in {**draft, FILES: kept, "?more": True}.items() if k != "?replace"}


def _file_rows(uploads: tuple[Upload, ...]) -> Rows:
    return tuple(
        (
            Button(_("Ganti %(name)s"), says=f"replace:{at}", icon="🔁", facts={"name": name}),
            Button(_("Hapus %(name)s"), says=f"remove:{at}", icon="🗑", facts={"name": name}),
        )
        for at, name in enumerate(_numbered(uploads))
    )


def _numbered(uploads: tuple[Upload, ...]) -> list[str]:
    """Photos are all called alike, so each has the number that it has in the list."""
    return [f"{number}. {_short(u.original)}" for number, u in enumerate(uploads, 1)]


def _short(name: str) -> str:
    return name if len(name) <= SHORT else f"{name[:12]}…{name[-10:]}"


def _limit(world: World) -> int:
    return max(world.rules.file_limit(a.role) for a in world.me.assignments)


def _at(number: object, kept: object) -> int | None:
    """An index into what is kept, or None where it is no such thing."""
    assert isinstance(kept, list | tuple)
    text = str(number)
    return (
        int(text)
        if text.isdecimal() and len(text) <= len(str(MOST_FILES)) and int(text) < len(kept)
        else None
    )
