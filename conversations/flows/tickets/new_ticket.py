"""“Buat Tiket”: file a ticket, one question at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conversations.addressing.ticket_addresses import TicketCard
from conversations.context import ConversationContext
from conversations.conversation import Conversation, ConversationEnd, Draft
from conversations.flows.tickets.extras import SEND, ExtrasStep
from conversations.flows.tickets.faq import AnswersStep, helpful_answer
from conversations.flows.tickets.known_errors import KnownErrorStep
from conversations.flows.tickets.lpse_choice import check_offered, find_lpses, lpse_name, own_lpses
from conversations.flows.tickets.packages import MANUAL_STEPS, PACKAGE_STEPS, DescriptionStep, package_from
from conversations.flows.tickets.ticket_kind import KIND_STEP, kind_from
from conversations.flows.tickets.ticket_options import (
    CategoryStep,
    applications,
    categories,
    has_help_centre,
    subcategories,
    versions,
)
from conversations.flows.tickets.title import TitleStep, proposed_title
from conversations.rendering.screen import FIT, Button, Screen
from conversations.screens import faq
from conversations.screens.menu import to_menu
from conversations.screens.urgency import urgency_of_draft
from conversations.steps import (
    ChoiceStep,
    ConfirmStep,
    FilesStep,
    Option,
    ReviewStep,
    SearchStep,
    TextStep,
    uploads_from,
)
from core.errors import Refusal
from core.input.emails import read_email
from core.input.texts import read_error_code, read_help_number, read_text, read_title
from core.organisation.roles import Role
from core.people.people import Assignment
from core.tickets.draft import TicketDraft
from core.tickets.grants import granted
from core.tickets.lifecycle import Action
from core.tickets.priority_rules import compute_priority
from core.use_cases.tickets.file_ticket import FileTicket, filing_role
from core.words import _


def _filing_assignments(context: ConversationContext) -> list[Assignment]:
    return [a for a in context.me.assignments if granted(a.role, Action.FILE)]


def _check_access(context: ConversationContext) -> None:
    if not _filing_assignments(context):
        raise Refusal("may_not_file")


def _roles(draft: Draft, context: ConversationContext) -> list[Role]:
    """Return the roles to choose from: those held at the chosen LPSE, or all if there are none."""
    filing = _filing_assignments(context)
    at_lpse = [a.role for a in filing if str(a.lpse_id) == draft.get("lpse")]
    return list(dict.fromkeys(at_lpse or [a.role for a in filing]))


def _refresh_draft(draft: Draft, context: ConversationContext) -> Draft:
    """Return the draft without an LPSE, application, category, sub-category or version no longer offered."""
    kept = draft
    if "lpse" in draft and ((lpse := context.lpses.get(int(draft["lpse"]))) is None or lpse.retired):
        kept = _without(kept, "lpse")
    if "application" not in kept:
        return kept
    application = context.catalogue.application(kept["application"])
    if application.retired:
        return _without(kept, "application")
    if kept.get("version") and kept["version"] not in application.versions:
        kept = _without(kept, "version")
    if "category" in kept:
        category = application.category(kept["category"])
        if category.retired:
            kept = _without(kept, "category")
        elif kept.get("subcategory") and kept["subcategory"] not in category.subcategories:
            kept = _without(kept, "subcategory")
    return kept


def _without(draft: Draft, name: str) -> Draft:
    """Return the draft without this answer, the answers that depend on it, and the review."""
    step = NEW_TICKET.step(name)
    removed = {name, "review", "confirm", *(step.clears if step else ())}
    return {k: v for k, v in draft.items() if k not in removed}


def _with_only_lpse(draft: Draft, context: ConversationContext) -> Draft:
    """Return the draft with the LPSE of a person who belongs to one alone, which is no entry of theirs."""
    own = own_lpses(context)
    if "lpse" in draft or len(own) != 1:
        return draft
    return {**draft, "lpse": own[0].value, "was": {"lpse": own[0].value}}


def _several(options: Sequence[object]) -> bool:
    return len(options) > 1


def _only(names: Sequence[str]) -> str:
    """Return the only name, which nobody is asked for; "" where there are several or none."""
    return names[0] if len(names) == 1 else ""


def _ticket_draft(draft: Draft, context: ConversationContext) -> TicketDraft:
    application = context.catalogue.application(draft["application"])
    category = context.catalogue.category(application, draft["category"])
    return TicketDraft(
        title=draft["title"],
        lpse_id=int(draft["lpse"]),
        application=application.code,
        version=draft.get("version") or _only(application.versions),
        category=category.code,
        subcategory=draft.get("subcategory") or _only(category.subcategories),
        package=package_from(draft, context),
        error_code=draft.get("error_code", ""),
        help_number=draft.get("help_number", ""),
        kind=kind_from(draft, context),
        description=draft["description"],
        uploads=uploads_from(draft),
        email=draft.get("email") or context.me.email,
        role=Role(draft["role"]) if draft.get("role") else None,
    )


def _summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    report = _ticket_draft(draft, context)
    application = context.catalogue.application(report.application)
    category = context.catalogue.category(application, report.category)
    computed = compute_priority(
        category, report.subcategory or None, report.package.facts, context.now, context.settings
    )
    lpse = context.lpses.get(report.lpse_id)
    assert lpse is not None, "the draft's LPSE was chosen from the list"
    facts, settings = report.package.facts, context.settings
    return {
        "report": report,
        "lpse": lpse,
        "role": filing_role(context.me, report.lpse_id, report.role).role,
        "application": application,
        "category": category,
        "urgency": urgency_of_draft(computed, category, facts, lpse.timezone, context.now, settings),
    }


def _finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
    if code := helpful_answer(draft):
        context.faq_counts.count_helped(code, context.now)
        return ConversationEnd(faq.helped())
    file_ticket = FileTicket(
        context.tickets, context.numbers, context.lpses, context.catalogue, context.settings
    )
    ticket = file_ticket(context.me, _ticket_draft(draft, context), context.now)
    rows = (
        (Button(ticket.number, copy=ticket.number, icon="📋"),),
        (Button(_("Detail"), to=TicketCard(ticket.id)), to_menu()),
    )
    return ConversationEnd(Screen("new_ticket/filed.html", {"ticket": ticket}, rows), ticket)


NEW_TICKET = Conversation(
    name="new",
    title=_("Buat Tiket"),
    check_access=_check_access,
    finish=_finish,
    about_ticket=False,
    prepare_draft=_with_only_lpse,
    refresh_draft=_refresh_draft,
    outdated_message=_(
        "Salah satu pilihan Anda sudah tidak tersedia. Silakan pilih yang lain; isian lain tetap ada."
    ),
    steps=(
        TitleStep(
            name="title",
            title=_("Judul"),
            template="new_ticket/title.html",
            read=lambda text, _context: read_title(text),
            clears=("answers",),
            offer=proposed_title,
            offer_label=_("Pakai judul ini"),
        ),
        AnswersStep(),
        SearchStep(
            name="lpse",
            title=_("LPSE"),
            prompt=_("LPSE mana yang menangani tiket ini? Pilih, atau ketik sebagian namanya."),
            suggest=own_lpses,
            find=find_lpses,
            label=lpse_name,
            check=check_offered,
            clears=("role", "package_lpse"),
        ),
        ChoiceStep(
            name="role",
            title=_("Peran"),
            prompt=_("Anda melapor sebagai apa?"),
            options=lambda draft, context: [
                Option(role.value, role.label) for role in _roles(draft, context)
            ],
            when=lambda draft, context: _several(_roles(draft, context)),
        ),
        ChoiceStep(
            name="application",
            title=_("Aplikasi"),
            prompt=_("Aplikasi mana yang bermasalah?"),
            options=applications,
            width=2,
            clears=(
                "version",
                "category",
                "subcategory",
                "package",
                "package_lpse",
                "help_number",
                *MANUAL_STEPS,
            ),
        ),
        ChoiceStep(
            name="version",
            title=_("Versi"),
            prompt=_("Versi berapa yang Anda gunakan?"),
            options=versions,
            width=3,
            when=lambda draft, context: "application" in draft and _several(versions(draft, context)),
        ),
        CategoryStep(
            name="category",
            title=_("Kategori"),
            prompt=_("Masalahnya di bagian mana?"),
            options=categories,
            width=FIT,
            clears=("subcategory",),
        ),
        ChoiceStep(
            name="subcategory",
            title=_("Sub Kategori"),
            prompt=_("Pilih rincian masalahnya."),
            options=subcategories,
            width=FIT,
            when=lambda draft, context: "category" in draft and _several(subcategories(draft, context)),
        ),
        KIND_STEP,
        *PACKAGE_STEPS,
        DescriptionStep(
            name="description",
            title=_("Deskripsi"),
            template="new_ticket/description.html",
            read=lambda text, _context: read_text(text),
            joins_messages=True,
            clears=("known_error",),
        ),
        KnownErrorStep(),
        TextStep(
            name="error_code",
            title=_("Kode Error"),
            prompt=_("Kode error yang tampil di aplikasi. Bila tidak ada, lewati."),
            read=lambda text, _context: read_error_code(text),
            skippable=True,
            optional=True,
            clears=("known_error",),
        ),
        TextStep(
            name="help_number",
            title=_("Nomor Pusat Bantuan"),
            prompt=_(
                "Nomor tiket Anda di Pusat Bantuan (bantuan.inaproc.id), bila sudah melapor di sana. "
                "Bila belum, lewati."
            ),
            read=lambda text, _context: read_help_number(text),
            skippable=True,
            optional=True,
            when=has_help_centre,
        ),
        FilesStep(template="files.html", optional=True),
        TextStep(
            name="email",
            title=_("E-mail"),
            template="new_ticket/email.html",
            read=lambda text, _context: read_email(text),
            offer=lambda _draft, context: context.me.email,
            offer_label=_("Pakai Alamat Ini"),
            optional=True,
        ),
        ExtrasStep(name="extras", title=_("Tambahan")),
        ReviewStep(template="new_ticket/review.html", send=SEND, summary=_summary),
        ConfirmStep(template="new_ticket/confirm.html", summary=_summary, back_to="review"),
    ),
)
