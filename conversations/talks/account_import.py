"""“Impor Akun”: a file of accounts, looked at before the workshop loads it."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.addresses import administration, menu
from conversations.screen import Button, Screen
from conversations.steps import ConfirmStep
from conversations.steps.one_file import OneFileStep
from conversations.talk import Draft, Finished, Talk, administrators_only
from conversations.world import World
from core.account_file import check_account_file
from core.attachments import Upload
from core.audit import require_administrator
from core.words import _

ORDER = "accounts"


def _shown(_draft: Draft) -> tuple[str, Mapping[str, object]]:
    return "admin/accounts/import.html", {}


def _check(_draft: Draft, upload: Upload) -> None:
    check_account_file(upload.original, upload.size)


def _summary(draft: Draft, _world: World) -> Mapping[str, object]:
    return {"file": draft["file"]}


def _finish(draft: Draft, world: World) -> Finished:
    require_administrator(world.me)
    rows = ((Button(_("Akun"), to=administration("accounts")), Button(_("Menu"), to=menu())),)
    said = Screen("admin/accounts/importing.html", _summary(draft, world), rows)
    return Finished(
        said, order=(ORDER, {"reference": draft["file"]["reference"], "name": draft["file"]["original"]})
    )


ACCOUNT_IMPORT = Talk(
    name="account_import",
    title=_("Impor Akun"),
    opens=administrators_only,
    finish=_finish,
    parks=False,
    about_ticket=False,
    steps=(
        OneFileStep(name="file", title=_("Berkas CSV"), shown=_shown, check=_check),
        ConfirmStep(template="admin/accounts/import_confirm.html", summary=_summary, back_to="file"),
    ),
)
