"""Sample screens of the conversations about tickets, searching and the own account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from functools import lru_cache
from typing import Any

from conversations.context import ConversationContext
from conversations.conversation import PICK, ConversationEnd, ConversationState, Draft
from conversations.flows.own_account.sign_in import RENEW_SESSION, SIGN_IN
from conversations.flows.tickets.new_ticket import NEW_TICKET
from conversations.flows.tickets.search import LONGEST, TICKET_SEARCH, describe_filters, edit_draft
from conversations.flows.tickets.ticket_actions import success
from conversations.rendering.screen import Screen
from conversations.screens import lists, sign_in
from core.organisation.directorates import Directorate
from core.organisation.roles import Level, Role
from core.packages import Checked
from core.packages.package import Package
from core.pages import Page
from core.people.desks import Desk
from core.tickets.actors import EscalationStep
from core.tickets.rating import Rating
from core.tickets.ticket import Ticket
from tests.conversations.fakes import BRIDGE, ROAD, RUNNER, Chat
from tests.conversations.sample_screens import LARGEST, Words, file, list_page, reporter, ticket
from tests.core.fakes import CATALOGUE, NOW, PPK, SURABAYA, TIM_SPSE, FakeHelpdesk


def new_ticket_answers(words: Words) -> dict[str, Any]:
    """Return a complete draft of a new ticket."""
    facts = replace(ROAD, name=words.package, build=words.build)
    return {
        "title": words.title,
        "lpse": str(SURABAYA.id),
        "role": Role.PPK.value,
        "application": "spse",
        "version": "4.5",
        "category": "spse-evaluasi",
        "subcategory": CATALOGUE.category("spse", "spse-evaluasi").subcategories[0],
        "package": Package(Checked.VALIDATED, ROAD.code, facts).to_dict(),
        "extras": True,
        "error_code": words.error_code,
        "description": words.text,
        "files": [asdict(file(words, n)) for n in range(3)],
        "files_done": True,
        "email": "budi@ppk.go.id",
    }


def sample_search(words: Words) -> dict[str, str]:
    """Return a stored search with every filter set."""
    return {
        "text": " ".join(words.text.split())[:LONGEST],
        "status": "working,feedback,confirmation",
        "application": "spse",
        "version": "4.5",
        "lpse": str(SURABAYA.id),
        "priority": "emergency",
        "since": "2020-06-01",
        "until": "2020-06-15",
        "sort": "urgent",
        "size": "50",
    }


def all_new_ticket_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield each step of “Buat Tiket”, with and without an answer, and intermediate screens."""
    everything = new_ticket_answers(words)
    by_hand = {
        **everything,
        "package": Package(Checked.MANUAL).to_dict(),
        "manual_code": BRIDGE.code,
        "manual_build": words.build,
        "manual_year": 2020,
        "manual_hps": "1250000000.00",
        "manual_category": "Pekerjaan Konstruksi",
    }
    bare = {"lpse": everything["lpse"], "application": "spse", "category": "spse-login"}
    for step in NEW_TICKET.steps:
        for what, draft in (("", everything), (" by hand", by_hand), (" bare", bare)):
            ends = step.name in {"review", "confirm"}
            if step.when(draft, _reporter_context(words)) and not (ends and draft is bare):
                yield f"new/{step.name}{what}", _step_screen(words, "new", step.name, draft)
    yield "new/kind", _step_screen(words, "new", "kind", everything)
    for application in ("katalog", "sirup"):
        draft = {"lpse": everything["lpse"], "application": application}
        yield f"new/package {application}", _step_screen(words, "new", "package", draft)
    elsewhere = {**everything, "application": "sirup", "version": "3.x", "help_number": "123456"}
    elsewhere |= {"category": "sirup-paket", "subcategory": "Umumkan", "package": Package().to_dict()}
    yield "new/help_number", _step_screen(words, "new", "help_number", elsewhere)
    yield "new/review with kind", _step_screen(words, "new", "review", {**everything, "kind": "service"})
    yield "new/review with help number", _step_screen(words, "new", "review", elsewhere)
    early = {**bare, "kept_words": words.text}
    yield "new/description after words", _step_screen(words, "new", "description", early)
    failing = {**everything, "description": f"Data tidak tersinkronisasi {words.text}", "known_error": True}
    yield "new/known_error", _step_screen(words, "new", "known_error", failing)
    unknown = {**bare, "?unknown": "99999010"}
    yield "new/package unknown", _step_screen(words, "new", "package", unknown)
    yield "new/package down", _step_screen(words, "new", "package", {**unknown, "?down": True})
    yield "new/lpse searched", _step_screen(words, "new", "lpse", {**everything, "?text": words.text[:100]})
    yield "new/files replacing", _step_screen(words, "new", "files", {**everything, "?replace": 1})
    empty = {**everything, "files": [], "error_code": "", "package": Package().to_dict(), "version": ""}
    yield "new/review empty", _step_screen(words, "new", "review", empty)
    hand_empty = {k: v for k, v in by_hand.items() if not k.startswith("manual_")}
    yield "new/review by hand, empty", _step_screen(words, "new", "review", hand_empty)
    yield "new/pick", _step_screen(words, "new", PICK, everything)
    yield (
        "new/filed",
        _last_screen(
            RUNNER.conversation("new").finish(
                {**everything, "title": "Judul"}, _reporter_chat(words).context
            ),
            words,
        ),
    )


def all_action_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield each step of the conversations about a ticket."""
    draft = {
        "text": words.text,
        "files": [asdict(file(words, n)) for n in range(20)],
        "files_done": True,
        "whom": "below",
        "verdict": "again",
        "category": "spse-evaluasi",
        "subcategory": CATALOGUE.category("spse", "spse-evaluasi").subcategories[0],
        "directorate": Directorate.PERENCANAAN.value,
    }
    for name in (
        "ask",
        "answer",
        "escalate",
        "solve",
        "recategorise",
        "hand_back",
        "close",
        "confirm",
        "take",
        "remark",
        "reply",
    ):
        context = _context_about_ticket(words)
        for step in RUNNER.conversation(name).steps:
            if step.when(draft, context):
                kept = _answers_to(draft, RUNNER.conversation(name).steps)
                yield (
                    f"{name}/{step.name}",
                    RUNNER.screen(ConversationState(name, step.name, kept, 1), context),
                )
        yield f"{name}/pick", RUNNER.screen(ConversationState(name, PICK, draft, 1), context)
    yield "loose/text", _step_screen(words, "loose", "text", {**draft, "asked": [1]})
    yield (
        "done",
        _end_screen(success(_context_about_ticket(words), ticket(words), "Tiket berhasil dikerjakan!!")),
    )
    for stars in (1, 5):
        draft = {"stars": str(stars), "chips": ["speed"], "message": words.message}
        context = _context_about_ticket(words, rating=Rating(stars))
        for name in ("rate", "rate_chips", "rate_message"):
            for step in RUNNER.conversation(name).steps:
                yield (
                    f"{name}/{step.name} {stars}",
                    RUNNER.screen(ConversationState(name, step.name, draft, 1), context),
                )
    thanked = ticket(words, rating=Rating(4, (), words.message))
    yield "rate/thanks", Screen("rate/thanks.html", {"ticket": thanked})


def all_search_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield each step of “Cari Tiket”, with all filters and with none, and pages of the calendar."""
    everything = edit_draft(sample_search(words))
    for step in TICKET_SEARCH.steps:
        yield f"search/{step.name}", _step_screen(words, "search", step.name, everything)
        if step.when(edit_draft({}), _reporter_context(words)):
            yield f"search/{step.name} bare", _step_screen(words, "search", step.name, edit_draft({}))
    yield "search/text quick", _step_screen(words, "search", "text", {})
    yield (
        "search/lpse searched",
        _step_screen(words, "search", "lpse", {**everything, "?text": words.text[:100]}),
    )
    for month in ("2008-01", "2020-02", "2020-06"):
        yield f"search/since {month}", _step_screen(words, "search", "since", {**everything, "?month": month})
    yield "search/pick", _step_screen(words, "search", PICK, everything)


def all_profile_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield each step and the end of “Ubah Profil” and “Ubah E-mail”."""
    told = {"name": words.name[:100], "phone": "08123456", "office": words.office[:150]}
    for step in RUNNER.conversation("profile").steps:
        yield f"profile/{step.name}", _step_screen(words, "profile", step.name, told)
    bare = {**told, "phone": "", "office": ""}
    yield "profile/review bare", _step_screen(words, "profile", "review", bare)
    yield "profile/pick", _step_screen(words, "profile", PICK, told)
    yield (
        "profile/changed",
        _end_screen(RUNNER.conversation("profile").finish(told, _reporter_chat(words).context)),
    )
    moved = {"email": "budi.santoso@surabaya.go.id", "confirm": True}
    for step in RUNNER.conversation("email").steps:
        yield f"email/{step.name}", _step_screen(words, "email", step.name, moved)
    yield "email/code again", _step_screen(words, "email", "code", {**moved, "?again": True})
    yield (
        "email/changed",
        _end_screen(RUNNER.conversation("email").finish(moved, _reporter_chat(words).context)),
    )


def all_sign_in_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the steps of signing in and out, and the e-mails with codes."""
    chat = Chat("sign_in", None)
    yield "sign_in/email", RUNNER.screen(ConversationState("sign_in", "email"), chat.context)
    yield (
        "sign_in/code",
        RUNNER.screen(ConversationState("sign_in", "code", {"email": "budi@ppk.go.id"}), chat.context),
    )
    held = Chat("sign_in", None)
    held.sign_in.held = "42"
    yield (
        "sign_in/code held",
        RUNNER.screen(ConversationState("sign_in", "code", {"email": "budi@ppk.go.id"}), held.context),
    )
    moving = _reporter_chat(words)
    moving.sign_in.person = replace(PPK, name=words.name)
    moving.sign_in.drafts, moving.sign_in.orders = ("new", "answer:7", "account"), 2
    invited = ConversationState("invitation", "confirm", {"digest": "digest"})
    yield "invitation/confirm", RUNNER.screen(invited, moving.context)
    yield "sign_out with drafts", RUNNER.screen(ConversationState("sign_out", "confirm"), moving.context)
    renewing = {"email": "b***@ppk.go.id", "days": 30}
    yield "session/code", RUNNER.screen(ConversationState("session", "code", renewing), moving.context)
    yield "session renewed", _end_screen(RENEW_SESSION.finish({}, moving.context))
    yield "owner question", sign_in.owner_question(LARGEST, "42", NOW)
    for approved in (True, False):
        yield f"owner answer {approved}", sign_in.owner_answer(approved=approved)
    yield "guess alert", sign_in.guess_alert(replace(PPK, name=words.name))
    yield "mail/displaced", Screen("mail/displaced.html", {"at": NOW})
    yield "signed in", _end_screen(SIGN_IN.finish({}, chat.context))
    yield "sign_out", RUNNER.screen(ConversationState("sign_out", "confirm"), _reporter_chat(words).context)
    yield "signed out", Screen("account/signed_out.html")
    yield "mail", Screen("mail/code.html", {"code": "123456"})
    yield "mail/change code", Screen("mail/change_code.html", {"code": "123456"})
    yield "mail/address taken", Screen("mail/address_taken.html")
    yield "mail/address changed", Screen("mail/address_changed.html", {"address": "b***@surabaya.go.id"})


def all_search_results(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield search results: few, many and none."""
    said = describe_filters(sample_search(words), _reporter_context(words))
    for most in (1, 10, 50):
        yield f"found {most}", lists.found_list(list_page(words, most), said)
    yield "found, all there is", lists.found_list(Page(list_page(words, 25).items), [])
    yield "found nothing", lists.found_list(Page([]), said)
    yield "found nothing at all", lists.found_list(Page([]), [])


def _reporter_chat(words: Words) -> Chat:
    """Return the chat of a reporter who begins a ticket."""
    return Chat("new", reporter(words))


@lru_cache(maxsize=1)
def _reporter_context(words: Words) -> ConversationContext:
    """Return the context of a reporter who begins a ticket, in which only screens are shown."""
    return _reporter_chat(words).context


def _context_about_ticket(words: Words, **changes: Any) -> Any:
    """Return the context of a ticket at a directorate's team, escalated from a lower level, with changes."""
    below = EscalationStep(Desk(Level.LKPP_TEKNIS), 7)
    about = ticket(words, desk=TIM_SPSE.desks[0], path=(below,), id=1, **changes)
    return replace(Chat("new", reporter(words), FakeHelpdesk()).context, ticket=about)


def _step_screen(words: Words, conversation: str, step: str, draft: Draft) -> Screen:
    """Return the screen of a step with this draft."""
    return RUNNER.screen(ConversationState(conversation, step, draft), _reporter_context(words))


def _answers_to(draft: dict[str, Any], steps: Any) -> dict[str, Any]:
    """Return the part of a draft that answers these steps."""
    names = {step.name for step in steps} | {"files_done"}
    return {name: value for name, value in draft.items() if name in names}


def _end_screen(finished: ConversationEnd) -> Screen:
    """Return the last screen of a conversation."""
    assert finished.screen is not None, "it ends in something to see"
    return finished.screen


def _last_screen(finished: ConversationEnd, words: Words) -> Screen:
    """Return the last screen of filing, with these words as the ticket's title."""
    screen = _end_screen(finished)
    filed = screen.data["ticket"]
    assert isinstance(filed, Ticket)
    filed.title = words.title
    return screen
