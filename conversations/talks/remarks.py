"""The talks in which a person writes into a ticket: a text, files, and yes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conversations.addresses import card, menu
from conversations.screen import Button, Rows, Screen
from conversations.steps import ChoiceStep, ConfirmStep, FilesStep, Option, TextStep, uploads_in
from conversations.talk import Begin, Draft, Finished, Step, Talk, always
from conversations.world import World
from core.attachments import Remark
from core.catalogue import Category, Directorate
from core.lifecycle import Action, Status
from core.priority import compute
from core.rights import require
from core.roles import Level
from core.texts import read_text
from core.ticket import Ticket
from core.use_cases.work_ticket import Order, WorkTicket
from core.words import _

WORKED = _("Tiket berhasil dikerjakan!!")
ANSWERED = _("Feedback berhasil terkirim!")
CLOSED = _("Tiket berhasil ditutup.")


def opens(action: Action) -> Callable[[World], None]:
    """Refuses whoever may not do this to the ticket now."""

    def check(world: World) -> None:
        require(world.me, world.subject, action)

    return check


def text_step(template: str, when: Callable[[Draft, World], bool] = always) -> TextStep:
    """The text itself, at least fifteen characters."""
    return TextStep(
        name="text",
        title=_("Pesan"),
        template=template,
        read=lambda text, _world: read_text(text),
        joins=True,
        when=when,
    )


def remark_in(draft: Draft) -> Remark:
    """The text and files of a draft."""
    return Remark(draft["text"], uploads_in(draft))


def summary(draft: Draft, world: World) -> Mapping[str, object]:
    """What is confirmed, for the template."""
    new = _new_category(draft, world)
    sub, facts = draft.get("subcategory") or None, world.subject.package.facts
    return {
        "ticket": world.subject,
        "text": draft.get("text", ""),
        "uploads": uploads_in(draft),
        "category": new,
        "subcategory": sub,
        "priority": compute(new, sub, facts, world.now, world.rules).priority if new else None,
        "directorate": Directorate(draft["directorate"]) if "directorate" in draft else None,
        "decision": _decision(draft, world),
    }


def _decision(draft: Draft, world: World) -> str:
    """Whom a question goes to, where there was a choice."""
    return (
        next((o.label for o in _asked(draft, world) if o.value == draft["whom"]), "")
        if "whom" in draft
        else ""
    )


def done(world: World, ticket: Ticket, said: str) -> Finished:
    """The end of a talk about a ticket; a closed one goes on to its rating."""
    screen = Screen("ticket/done.html", {"said": said, "ticket": ticket}, _rows(ticket))
    rates = ticket.status is Status.CLOSED and ticket.reporter_id == world.me.id and ticket.rating is None
    return Finished(screen, ticket, Begin("rate", ticket.id) if rates else None)


def _rows(ticket: Ticket) -> Rows:
    return ((Button(_("Detail"), to=card(ticket.id)), Button(_("Menu"), to=menu())),)


def _remark_talk(action: Action, title: str, template: str, said: str, *first: Step) -> Talk:
    def finish(draft: Draft, world: World) -> Finished:
        order = Order(
            action,
            world.subject.id,
            remark_in(draft),
            below=draft.get("whom") == "below",
            directorate=Directorate(draft["directorate"]) if "directorate" in draft else None,
            category=draft.get("category", ""),
            subcategory=draft.get("subcategory", ""),
        )
        work_ticket = WorkTicket(world.tickets, world.catalogue, world.people, world.rules)
        ticket = work_ticket(world.me, order, world.now)
        return done(world, ticket, said)

    return Talk(
        name=action.value,
        title=title,
        opens=opens(action),
        finish=finish,
        current=_current,
        overtaken=_(
            "Kategori pilihan Anda sudah tidak tersedia. Silakan pilih yang lain; isian lain tetap ada."
        ),
        steps=(
            *first,
            text_step(template),
            FilesStep(template="files.html"),
            ConfirmStep(template="ticket/confirm.html", summary=summary),
        ),
    )


def _asked(_draft: Draft, world: World) -> list[Option]:
    below = world.subject.path[-1].desk.level
    return [Option("reporter", _("Pelapor")), Option("below", below.label)]


def _directorates(_draft: Draft, world: World) -> list[Option]:
    return [Option(d.value, d.label) for d in Directorate if d is not world.subject.desk.directorate]


def _categories(_draft: Draft, world: World) -> list[Option]:
    return [Option(c.code, c.name) for c in world.catalogue.application(world.subject.application).offered]


def _new_category(draft: Draft, world: World) -> Category | None:
    if "category" not in draft:
        return None
    return world.catalogue.category(world.subject.application, draft["category"])


def _current(draft: Draft, world: World) -> Draft:
    """Without a category or sub-category that is offered no longer."""
    category = _new_category(draft, world)
    if category is None:
        return draft
    gone = {"confirm"}
    if category.retired:
        gone |= {"category", "subcategory"}
    elif draft.get("subcategory") and draft["subcategory"] not in category.subcategories:
        gone |= {"subcategory"}
    else:
        return draft
    return {k: v for k, v in draft.items() if k not in gone}


def _subcategories(draft: Draft, world: World) -> list[Option]:
    category = _new_category(draft, world)
    return [Option(name, name) for name in category.subcategories] if category else []


REMARK_TALKS: tuple[Talk, ...] = (
    _remark_talk(
        Action.ASK_FEEDBACK,
        _("Butuh Feedback"),
        "ticket/ask.html",
        WORKED,
        ChoiceStep(
            name="whom",
            title=_("Kepada"),
            template="ticket/whom.html",
            options=_asked,
            when=lambda _draft, world: bool(world.subject.path),
        ),
    ),
    _remark_talk(Action.GIVE_FEEDBACK, _("Beri Feedback"), "ticket/answer.html", ANSWERED),
    _remark_talk(
        Action.ESCALATE,
        _("Eskalasi Tiket"),
        "ticket/escalate.html",
        WORKED,
        ChoiceStep(
            name="directorate",
            title=_("Direktorat"),
            template="ticket/directorate.html",
            options=_directorates,
            when=lambda _draft, world: world.subject.desk.level is Level.TIM_TEKNIS,
        ),
    ),
    _remark_talk(Action.SOLVE, _("Selesaikan Masalah"), "ticket/solve.html", WORKED),
    _remark_talk(
        Action.RECATEGORISE,
        _("Ubah Kategori"),
        "ticket/recategorise.html",
        WORKED,
        ChoiceStep(
            name="category",
            title=_("Kategori"),
            template="ticket/category.html",
            options=_categories,
            clears=("subcategory",),
        ),
        ChoiceStep(
            name="subcategory",
            title=_("Sub Kategori"),
            template="ticket/subcategory.html",
            options=_subcategories,
            when=lambda draft, world: bool(_subcategories(draft, world)),
        ),
    ),
    _remark_talk(Action.HAND_BACK, _("Kembalikan"), "ticket/hand_back.html", WORKED),
    _remark_talk(Action.CLOSE, _("Tutup Tiket"), "ticket/close.html", CLOSED),
)
