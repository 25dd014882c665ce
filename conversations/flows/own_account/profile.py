"""“Ubah Profil”: change one's own name, telephone and office, with a confirmation."""

from __future__ import annotations

from collections.abc import Mapping

from conversations.addressing.addresses import Profile
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft
from conversations.rendering.screen import Button, Screen
from conversations.screens.menu import to_menu
from conversations.steps import ConfirmStep, ReviewStep, TextStep
from core.input.names import read_office, read_phone
from core.use_cases.own_account.change_profile import read_own_name
from core.words import _


def _initial_draft(context: ConversationContext) -> Draft:
    return {"name": context.me.name, "phone": context.me.phone, "office": context.me.office}


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    return {"draft": draft, "email": context.me.email}


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    context.sign_in.change(draft["name"], draft["phone"], draft["office"])
    rows = ((Button(_("Profil"), to=Profile()), to_menu()),)
    return ConversationEnd(Screen("done.html", {"message": _("Data berhasil diubah.")}, rows))


PROFILE_FORM = Conversation(
    name="profile",
    title=_("Ubah Profil"),
    initial_draft=_initial_draft,
    finish=_finish,
    keeps_draft=False,
    about_ticket=False,
    steps=(
        TextStep(
            name="name",
            title=_("Nama"),
            prompt=_("Siapa nama lengkap Anda?"),
            read=lambda text, context: read_own_name(context.me, text),
        ),
        TextStep(
            name="phone",
            title=_("Telepon"),
            prompt=_("Nomor telepon Anda, misalnya 081234567890. Boleh dilewati."),
            read=lambda text, _context: read_phone(text),
            skippable=True,
        ),
        TextStep(
            name="office",
            title=_("Instansi"),
            prompt=_("Nama instansi atau perusahaan Anda. Boleh dilewati."),
            read=lambda text, _context: read_office(text),
            skippable=True,
        ),
        ReviewStep(template="profile/review.html", send=_("Simpan"), summary=_summary),
        ConfirmStep(template="profile/confirm.html", summary=_summary, back_to="review"),
    ),
)
