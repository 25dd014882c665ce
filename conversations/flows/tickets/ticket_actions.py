"""Conversations that write a remark into a ticket: a text, files, and a confirmation."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.addressing.ticket_addresses import TicketCard
from conversations.context import ConversationContext
from conversations.conversation import (
    ASK_TEMPLATE,
    Conversation,
    ConversationEnd,
    Draft,
    NextConversation,
    Quote,
    Step,
    always,
)
from conversations.flows.tickets.quotes import last_words, words_to_holder
from conversations.flows.tickets.ticket_options import category_options
from conversations.rendering.screen import FIT, Button, Note, Rows, Screen
from conversations.screens.menu import to_menu
from conversations.screens.notices import event_facts
from conversations.screens.urgency import Urgency, urgency_of_draft
from conversations.steps import ChoiceStep, ConfirmStep, FilesStep, Option, TextStep, uploads_from
from core.input.texts import read_text
from core.master_data.catalogue import Category
from core.organisation.directorates import Directorate
from core.organisation.roles import Level
from core.people.desks import next_desk
from core.tickets.actions import ACTIONS, action_label
from core.tickets.attachments import Remark
from core.tickets.lifecycle import Action, EventType, Status
from core.tickets.priority_rules import compute_priority
from core.tickets.rights import may_be_rated, require
from core.tickets.ticket import Ticket
from core.use_cases.tickets.work_ticket import ActionRequest, WorkTicket
from core.words import _


def require_action(action: Action) -> Callable[[ConversationContext], None]:
    """Return a check that raises Refusal unless the person may take this action on the ticket now."""

    def check(context: ConversationContext) -> None:
        require(context.me, context.subject, action)

    return check


def text_step(
    prompt: str, when: Callable[[Draft, ConversationContext], bool] = always, template: str = ASK_TEMPLATE
) -> TextStep:
    """Return the step for the text of a remark, at least fifteen characters."""
    return TextStep(
        name="text",
        title=_("Pesan"),
        prompt=prompt,
        template=template,
        read=lambda text, _context: read_text(text),
        joins_messages=True,
        when=when,
    )


def remark_from(draft: Draft) -> Remark:
    """Return the text and files of a draft as a remark."""
    return Remark(draft["text"], uploads_from(draft))


def summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    """Return the data of the template that asks for confirmation."""
    category = _new_category(draft, context)
    return {
        "ticket": context.subject,
        "next_desk": None,
        "text": draft.get("text", ""),
        "uploads": uploads_from(draft),
        "category": category,
        "subcategory": draft.get("subcategory") or None,
        "urgency": _new_urgency(category, draft, context) if category else None,
        "decision": _decision(draft, context),
    }


def _new_urgency(category: Category, draft: Draft, context: ConversationContext) -> Urgency:
    """Return how urgent the ticket will be in this category."""
    ticket, now, settings = context.subject, context.now, context.settings
    lpse, facts = context.lpses.get(ticket.lpse_id), ticket.package.facts
    assert lpse is not None, "a ticket's LPSE is in the list"
    assessed = compute_priority(category, draft.get("subcategory") or None, facts, now, settings)
    return urgency_of_draft(assessed, category, facts, lpse.timezone, now, settings)


def _escalation_summary(draft: Draft, context: ConversationContext) -> Mapping[str, object]:
    """Return the data of the template that asks to confirm an escalation: with the desk to which it leads."""
    ticket, found = context.subject, summary(draft, context)
    application = context.catalogue.application(ticket.application)
    chosen = Directorate(draft["directorate"]) if "directorate" in draft else None
    if chosen is None and ticket.desk.level is Level.TIM_TEKNIS:
        return found
    desk = next_desk(ticket.desk, ticket.lpse_id, application, chosen)
    return {**found, "next_desk": Note("%(desk)s", {"desk": desk.place})}


def _decision(draft: Draft, context: ConversationContext) -> str:
    """Return the label of the person or level that feedback is asked of; "" if there was no choice."""
    return (
        next((o.label for o in _feedback_recipients(draft, context) if o.value == draft["whom"]), "")
        if "whom" in draft
        else ""
    )


def work_ticket_in(context: ConversationContext) -> WorkTicket:
    """Return the use case that does actions on tickets, with what it needs of the context."""
    return WorkTicket(context.tickets, context.catalogue, context.people, context.settings, context.deadlines)


def success(context: ConversationContext, ticket: Ticket, message: str) -> ConversationEnd:
    """Return the end of a conversation about a ticket; a closed one continues with its rating."""
    data = {"message": Note(message, event_facts(ticket), is_wrong=False), "ticket": ticket}
    screen = Screen("ticket/done.html", data, _ticket_rows(ticket))
    is_own = ticket.reporter_id == context.me.id
    can_rate = is_own and ticket.status is Status.CLOSED and may_be_rated(ticket)
    return ConversationEnd(screen, ticket, NextConversation("rate", ticket.id) if can_rate else None)


def _ticket_rows(ticket: Ticket) -> Rows:
    return ((Button(_("Detail"), to=TicketCard(ticket.id)), to_menu()),)


def _action_conversation(
    action: Action,
    prompt: str,
    *first: Step,
    template: str = ASK_TEMPLATE,
    find_quote: Callable[[ConversationContext], Quote | None] = words_to_holder,
) -> Conversation:
    """Return the conversation of an action: the `first` questions, a text, files, confirmation."""
    spec = ACTIONS[action]

    def finish(draft: Draft, context: ConversationContext) -> ConversationEnd:
        request = ActionRequest(
            action,
            context.subject.id,
            remark_from(draft),
            below=draft.get("whom") == "below",
            directorate=Directorate(draft["directorate"]) if "directorate" in draft else None,
            category=draft.get("category", ""),
            subcategory=draft.get("subcategory", ""),
        )
        work_ticket = work_ticket_in(context)
        ticket = work_ticket(context.me, request, context.now)
        return success(context, ticket, spec.success)

    return Conversation(
        name=action.value,
        title=action_label(action),
        check_access=require_action(action),
        finish=finish,
        find_quote=find_quote,
        refresh_draft=_refresh_draft,
        outdated_message=_(
            "Kategori pilihan Anda sudah tidak tersedia. Silakan pilih yang lain; isian lain tetap ada."
        ),
        steps=(
            *first,
            text_step(prompt, template=template),
            FilesStep(template="files.html", optional=True),
            ConfirmStep(
                template="ticket/confirm.html",
                summary=_escalation_summary if action is Action.ESCALATE else summary,
                takes_files=always,
            ),
        ),
    )


def _feedback_recipients(_draft: Draft, context: ConversationContext) -> list[Option]:
    below = context.subject.path[-1].desk.level
    return [Option("reporter", _("Pelapor")), Option("below", below.label)]


def _directorates(_draft: Draft, context: ConversationContext) -> list[Option]:
    return [Option(d.value, d.label) for d in Directorate if d is not context.subject.desk.directorate]


def _categories(_draft: Draft, context: ConversationContext) -> list[Option]:
    """Return the categories, that of the error which the ticket shows first."""
    ticket = context.subject
    shown = (ticket.title, ticket.error_code, ticket.description)
    error = next(filter(None, map(context.known_errors.recognise, shown)), None)
    return category_options(context.catalogue.application(ticket.application), error, context)


def _new_category(draft: Draft, context: ConversationContext) -> Category | None:
    if "category" not in draft:
        return None
    return context.catalogue.category(context.subject.application, draft["category"])


def _refresh_draft(draft: Draft, context: ConversationContext) -> Draft:
    """Return the draft without a category or sub-category that is no longer offered."""
    category = _new_category(draft, context)
    if category is None:
        return draft
    invalid = {"confirm"}
    if category.retired:
        invalid |= {"category", "subcategory"}
    elif draft.get("subcategory") and draft["subcategory"] not in category.subcategories:
        invalid |= {"subcategory"}
    else:
        return draft
    return {k: v for k, v in draft.items() if k not in invalid}


def _subcategories(draft: Draft, context: ConversationContext) -> list[Option]:
    category = _new_category(draft, context)
    return [Option(name, name) for name in category.subcategories] if category else []


ACTION_CONVERSATIONS: tuple[Conversation, ...] = (
    _action_conversation(
        Action.ASK_FEEDBACK,
        _("Apa yang perlu dijelaskan atau dilengkapi? Minimal 15 karakter."),
        ChoiceStep(
            name="whom",
            title=_("Kepada"),
            prompt=_("Kepada siapa feedback diminta?"),
            options=_feedback_recipients,
            when=lambda _draft, context: bool(context.subject.path),
        ),
    ),
    _action_conversation(
        Action.GIVE_FEEDBACK,
        _("Tulis jawaban Anda. Minimal 15 karakter."),
        find_quote=last_words(EventType.FEEDBACK_ASKED),
    ),
    _action_conversation(
        Action.ESCALATE,
        _("Mengapa tiket ini dieskalasi? Minimal 15 karakter."),
        ChoiceStep(
            name="directorate",
            title=_("Direktorat"),
            prompt=_("Tiket diserahkan ke tim teknis direktorat mana?"),
            options=_directorates,
            when=lambda _draft, context: context.subject.desk.level is Level.TIM_TEKNIS,
        ),
    ),
    _action_conversation(
        Action.SOLVE,
        _("Bagaimana masalahnya diselesaikan? Pelapor membaca tulisan ini. Minimal 15 karakter."),
    ),
    _action_conversation(
        Action.RECATEGORISE,
        _("Mengapa kategorinya diubah? Minimal 15 karakter."),
        ChoiceStep(
            name="category",
            title=_("Kategori"),
            prompt=_("Pilih kategori yang tepat."),
            options=_categories,
            width=FIT,
            clears=("subcategory",),
        ),
        ChoiceStep(
            name="subcategory",
            title=_("Sub Kategori"),
            prompt=_("Pilih subkategori yang tepat."),
            options=_subcategories,
            width=FIT,
            when=lambda draft, context: bool(_subcategories(draft, context)),
        ),
    ),
    _action_conversation(Action.HAND_BACK, _("Mengapa tiket dikembalikan ke antrean? Minimal 15 karakter.")),
    _action_conversation(
        Action.CLOSE,
        _("Apa alasan Anda menutupnya? Minimal 15 karakter."),
        template="ticket/close.html",
        find_quote=last_words(),
    ),
    _action_conversation(
        Action.ADD_REMARK,
        _("Apa yang ingin Anda tambahkan pada tiket ini? Minimal 15 karakter."),
        find_quote=last_words(),
    ),
)
