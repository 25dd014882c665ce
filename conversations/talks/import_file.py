"""An import in chat: a file is asked for and confirmed, and read afterwards where it holds up nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conversations.addresses import menu
from conversations.screen import Button, Screen
from conversations.steps import ConfirmStep
from conversations.steps.one_file import OneFileStep
from conversations.talk import LEAVE, Draft, Finished, Talk, administrators_only
from conversations.world import World
from core.attachments import Upload
from core.audit import require_administrator
from core.errors import Refusal
from core.files import check_file
from core.words import _

# Bytes; as much as the largest FAQ has room for.
LARGEST_IMPORT = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Import:
    """What can be imported: its title, the template that asks for the file, and how such files end."""

    title: str
    template: str
    extensions: tuple[str, ...]


IMPORTS: Mapping[str, Import] = {
    "faq": Import(_("Impor FAQ"), "faq/edit/import.html", (".csv", ".json")),
}


def import_called(name: object) -> Import:
    """Refuses `import_unknown`."""
    found = IMPORTS.get(str(name))
    if found is None:
        raise Refusal("import_unknown")
    return found


def _shown(draft: Draft) -> tuple[str, Mapping[str, object]]:
    wanted = import_called(draft.get("what"))
    return wanted.template, {"talk": wanted.title}


def _check(draft: Draft, upload: Upload) -> None:
    allowed = import_called(draft.get("what")).extensions
    check_file(upload.original, upload.size, limit=LARGEST_IMPORT, allowed=allowed)


def _summary(draft: Draft, _world: World) -> Mapping[str, object]:
    title, kept = import_called(draft.get("what")).title, draft["file"]
    return {"what": title, "name": kept["original"], "bytes": kept["size"]}


def _finish(draft: Draft, world: World) -> Finished:
    require_administrator(world.me)
    said, kept = _summary(draft, world), draft["file"]
    order = {"what": draft["what"], "file": kept["reference"], "name": kept["original"]}
    begun = Screen("import/begun.html", said, ((Button(_("Menu"), to=menu()),),))
    return Finished(begun, order=("import", order))


IMPORT = Talk(
    name="import",
    title=_("Impor"),
    opens=administrators_only,
    finish=_finish,
    parks=False,
    about_ticket=False,
    bare=False,
    steps=(
        OneFileStep(name="file", title=_("Berkas"), shown=_shown, check=_check),
        ConfirmStep(template="import/confirm.html", summary=_summary, back_to=LEAVE),
    ),
)
