"""A step that collects files until the person presses "Selesai"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from conversations.answers import Answer, FileAnswer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import Draft, Step
from conversations.rendering.screen import Button, Rows, Screen, Style
from core.errors import Refusal
from core.input.file_types import ACCEPTED, MOST_FILES, check_file
from core.tickets.attachments import Upload
from core.words import _, pgettext

DONE = Button(pgettext("tombol", "Selesai"), says="done", style=Style.SEND)
UNDO = Button(_("Urungkan"), says="restore", icon="↩️")
FILES = "files"
# The key in a draft for the file that was removed last and its place, until the step is answered.
REMOVED = "?removed"
# Characters of a file name that a button has room for.
SHORT_NAME = 24


def uploads_from(draft: Draft) -> tuple[Upload, ...]:
    """Return the files of a draft."""
    return tuple(Upload(**kept) for kept in draft.get(FILES, ()))


@dataclass(frozen=True, kw_only=True)
class FilesStep(Step):
    """Collect files under the name `files`; "Selesai" answers the step, also without any file.

    An optional one is answered unless it is being answered.
    """

    template: str
    name: str = FILES
    title: str = _("Berkas")
    keepable: bool = False

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        uploads = uploads_from(draft)
        replacing = _index(draft.get("?replace"), uploads)
        data = {
            "uploads": uploads,
            "replacing": uploads[replacing].original if replacing is not None else "",
            "removed": draft[REMOVED]["file"]["original"] if REMOVED in draft else "",
            "limit": _limit(context),
            "allowed": ACCEPTED,
        }
        undo = ((UNDO,),) if REMOVED in draft else ()
        return Screen(self.template, data, (*undo, *_file_rows(uploads), (DONE,)))

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        match answer:
            case FileAnswer(upload=upload):
                return self.handle_file(draft, upload, context)
            case PressAnswer(says="done"):
                return self._finish(draft)
            case PressAnswer(says=UNDO.says):
                return self._restore(draft)
            case PressAnswer(says=token):
                return self._change(draft, token)
            case TextAnswer():
                raise Refusal("file_expected")

    def answered(self, draft: Draft) -> bool:
        return (self.optional or bool(draft.get("files_done"))) and "?more" not in draft

    def handle_file(self, draft: Draft, upload: Upload, context: ConversationContext) -> Draft:
        """Return the draft with a file that this step asked for; it is answered only by "Selesai"."""
        return {**self.add_file(draft, upload, context), "?more": True}

    def add_file(self, draft: Draft, upload: Upload, context: ConversationContext) -> Draft:
        """Return the draft with this file added or replaced; a file that is there already counts once.

        Raise Refusal for a type or size that is not accepted, and for too many files.
        """
        check_file(upload.original, upload.size, limit=_limit(context))
        kept = list(draft.get(FILES, ()))
        replacing = _index(draft.get("?replace"), kept)
        if replacing is not None:
            kept[replacing] = None
        kept = [u for u in kept if u is None or u["unique"] != upload.unique]
        if replacing is None:
            kept.append(None)
        if len(kept) > MOST_FILES:
            raise Refusal("too_many_files", limit=MOST_FILES)
        changed = [u or asdict(upload) for u in kept]
        return {k: v for k, v in {**draft, FILES: changed}.items() if k != "?replace"}

    def replace_file(self, draft: Draft, unique: str, upload: Upload, context: ConversationContext) -> Draft:
        """Return the draft with this file in place of the one of that unique reference, if it still has it.

        Raise Refusal as `add_file` does.
        """
        kept = list(draft.get(FILES, ()))
        at = next((at for at, one in enumerate(kept) if one["unique"] == unique), None)
        if at is None:
            return draft
        changed = self.add_file({**draft, "?replace": at}, upload, context)
        return {**changed, "?replace": draft["?replace"]} if "?replace" in draft else changed

    def _finish(self, draft: Draft) -> Draft:
        return {k: v for k, v in {**draft, "files_done": True}.items() if not k.startswith("?")}

    def _change(self, draft: Draft, token: str) -> Draft:
        verb, _colon, number = token.partition(":")
        kept: list[Mapping[str, Any]] = list(draft.get(FILES, ()))
        at = _index(number, kept)
        if at is None or verb not in {"remove", "replace"}:
            raise Refusal("file_expected")
        if verb == "replace":
            return {**draft, "?replace": at, "?more": True}
        removed = {"at": at, "file": kept.pop(at)}
        changed = {**draft, FILES: kept, REMOVED: removed, "?more": True}
        return {k: v for k, v in changed.items() if k != "?replace"}

    def _restore(self, draft: Draft) -> Draft:
        """Return the draft with the file that was removed last where it stood.

        Raise Refusal where there is none or no room for it.
        """
        removed = draft.get(REMOVED)
        if removed is None:
            raise Refusal("file_expected")
        kept = [u for u in draft.get(FILES, ()) if u["unique"] != removed["file"]["unique"]]
        if len(kept) >= MOST_FILES:
            raise Refusal("too_many_files", limit=MOST_FILES)
        kept.insert(removed["at"], removed["file"])
        changed = {**draft, FILES: kept, "?more": True}
        return {k: v for k, v in changed.items() if k not in {REMOVED, "?replace"}}


def _file_rows(uploads: tuple[Upload, ...]) -> Rows:
    return tuple(
        (
            Button(_("Ganti %(name)s"), says=f"replace:{at}", icon="🔁", facts={"name": name}),
            Button(_("Hapus %(name)s"), says=f"remove:{at}", icon="🗑", facts={"name": name}),
        )
        for at, name in enumerate(_numbered_names(uploads))
    )


def _numbered_names(uploads: tuple[Upload, ...]) -> list[str]:
    """Return file names with their number in the list, since photos all have the same name."""
    return [f"{number}. {_short(u.original)}" for number, u in enumerate(uploads, 1)]


def _short(name: str) -> str:
    return name if len(name) <= SHORT_NAME else f"{name[:12]}…{name[-10:]}"


def _limit(context: ConversationContext) -> int:
    """Return the largest size in bytes that a file of this person may have.

    Raise Refusal("may_not_file") for somebody who has lost their last role meanwhile.
    """
    limits = [context.settings.file_limit(a.role) for a in context.me.assignments]
    if not limits:
        raise Refusal("may_not_file")
    return max(limits)


def _index(number: object, kept: object) -> int | None:
    """Return a valid index into the kept files; None for anything else."""
    assert isinstance(kept, list | tuple)
    text = str(number)
    return (
        int(text)
        if text.isdecimal() and len(text) <= len(str(MOST_FILES)) and int(text) < len(kept)
        else None
    )
