"""Every screen that a talk can show, and with the others all screens there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from conversations.screen import Screen
from conversations.screens import lists
from conversations.talk import PICK, Draft, Finished, State
from conversations.talks.new_ticket import NEW_TICKET
from conversations.talks.remarks import done
from conversations.talks.search import LONGEST, SEARCH, revised, said_of
from core.catalogue import Directorate
from core.desks import Desk
from core.package import Package
from core.packages import Checked
from core.rating import Rating
from core.roles import Level, Role
from core.ticket import Rung, Ticket
from tests.conversations.fakes import BRIDGE, ROAD, RUNNER, Chat
from tests.conversations.sampled_accounts import all_account_administration
from tests.conversations.sampled_admin import all_admin_screens
from tests.conversations.sampled_faq import all_faq_screens
from tests.conversations.sampled_reports import all_report_screens
from tests.conversations.samples import (
    Page,
    Words,
    all_cards,
    all_lists,
    all_menus,
    all_notices,
    file,
    lines,
    reporter,
    ticket,
)
from tests.core.fakes import CATALOGUE, SURABAYA, TIM_SPSE, House


def answers(words: Words) -> dict[str, Any]:
    """A draft of a new ticket with everything in it."""
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
        "package_found": True,
        "error_code": words.error_code,
        "description": words.text,
        "files": [asdict(file(words, n)) for n in range(3)],
        "files_done": True,
        "email": "budi@ppk.go.id",
    }


def looked_for(words: Words) -> dict[str, str]:
    """A search that is narrowed down in every way."""
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


def all_questions(words: Words) -> Iterator[tuple[str, Screen]]:
    """Each step of "Buat Tiket", with an answer and without one, and what it shows in between."""
    everything = answers(words)
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
            ends = step.name in {"review", "confirm", "package_found"}
            if step.when(draft, _chat(words).world) and not (ends and draft is bare):
                yield f"new/{step.name}{what}", _asks(words, "new", step.name, draft)
    for application in ("katalog", "sirup"):
        draft = {"lpse": everything["lpse"], "application": application}
        yield f"new/package {application}", _asks(words, "new", "package", draft)
    unknown = {**bare, "?unknown": "99999010"}
    yield "new/package unknown", _asks(words, "new", "package", unknown)
    yield "new/package down", _asks(words, "new", "package", {**unknown, "?down": True})
    yield "new/lpse searched", _asks(words, "new", "lpse", {**everything, "?text": words.text[:100]})
    yield "new/files replacing", _asks(words, "new", "files", {**everything, "?replace": 1})
    empty = {**everything, "files": [], "error_code": "", "package": Package().to_dict(), "version": ""}
    yield "new/review empty", _asks(words, "new", "review", empty)
    hand_empty = {k: v for k, v in by_hand.items() if not k.startswith("manual_")}
    yield "new/review by hand, empty", _asks(words, "new", "review", hand_empty)
    yield "new/pick", _asks(words, "new", PICK, everything)
    yield (
        "new/filed",
        _end(RUNNER.talk("new").finish({**everything, "title": "Judul"}, _chat(words).world), words),
    )


def all_remark_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """The talks about a ticket, step by step."""
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
    ):
        world = _about(words)
        for step in RUNNER.talk(name).steps:
            if step.when(draft, world):
                kept = _only(draft, RUNNER.talk(name).steps)
                yield f"{name}/{step.name}", RUNNER.screen(State(name, step.name, kept, 1), world)
        yield f"{name}/pick", RUNNER.screen(State(name, PICK, draft, 1), world)
    yield (
        "confirm/confirm, solved",
        RUNNER.screen(State("confirm", "confirm", {"verdict": "solved"}, 1), _about(words)),
    )
    yield "done", _shown(done(_about(words), ticket(words), "Tiket berhasil dikerjakan!!"))
    for stars in (1, 5):
        rated = {"stars": str(stars), "chips": ["speed"], "message": words.message}
        for step in RUNNER.talk("rate").steps:
            yield (
                f"rate/{step.name} {stars}",
                RUNNER.screen(State("rate", step.name, rated, 1), _about(words)),
            )
    thanked = ticket(words, rating=Rating(4, (), words.message))
    yield "rate/thanks", Screen("rate/thanks.html", {"ticket": thanked})


def all_search_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Each question of “Cari Tiket”, with everything set and with nothing, and the calendar on its pages."""
    everything = revised(looked_for(words))
    for step in SEARCH.steps:
        yield f"search/{step.name}", _asks(words, "search", step.name, everything)
        if step.when(revised({}), _chat(words).world):
            yield f"search/{step.name} bare", _asks(words, "search", step.name, revised({}))
    yield "search/text quick", _asks(words, "search", "text", {})
    yield "search/lpse searched", _asks(words, "search", "lpse", {**everything, "?text": words.text[:100]})
    for month in ("2008-01", "2020-02", "2020-06"):
        yield f"search/since {month}", _asks(words, "search", "since", {**everything, "?month": month})
    yield "search/pick", _asks(words, "search", PICK, everything)


def all_profile_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """“Ubah Profil”, from the questions to the end."""
    told = {"name": words.name[:100], "phone": "08123456", "office": words.office[:150]}
    for step in RUNNER.talk("profile").steps:
        yield f"profile/{step.name}", _asks(words, "profile", step.name, told)
    bare = {**told, "phone": "", "office": ""}
    yield "profile/review bare", _asks(words, "profile", "review", bare)
    yield "profile/pick", _asks(words, "profile", PICK, told)
    yield "profile/changed", _shown(RUNNER.talk("profile").finish(told, _chat(words).world))
    moved = {"email": "budi.santoso@surabaya.go.id", "confirm": True}
    for step in RUNNER.talk("email").steps:
        yield f"email/{step.name}", _asks(words, "email", step.name, moved)
    yield "email/code again", _asks(words, "email", "code", {**moved, "?again": True})
    yield "email/changed", _shown(RUNNER.talk("email").finish(moved, _chat(words).world))


def all_account_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    chat = Chat("sign_in", None)
    yield "sign_in/email", RUNNER.screen(State("sign_in", "email"), chat.world)
    yield "sign_in/code", RUNNER.screen(State("sign_in", "code", {"email": "budi@ppk.go.id"}), chat.world)
    yield "signed in", Screen("account/signed_in.html")
    yield "sign_out", RUNNER.screen(State("sign_out", "confirm"), _chat(words).world)
    yield "signed out", Screen("account/signed_out.html")
    yield "mail", Screen("mail/code.html", {"code": "123456"})
    yield "mail/change code", Screen("mail/change_code.html", {"code": "123456"})
    yield "mail/address taken", Screen("mail/address_taken.html")
    yield "mail/address changed", Screen("mail/address_changed.html", {"address": "b***@surabaya.go.id"})


def all_findings(words: Words) -> Iterator[tuple[str, Screen]]:
    """What a search found: little, much, nothing."""
    said = said_of(looked_for(words), _chat(words).world)
    for most in (1, 10, 50):
        yield f"found {most}", lists.found_list(Page(), lines(words, most), said)
    yield "found, all there is", lists.found_list(Page(None, None), lines(words, 25), [])
    yield "found nothing", lists.found_list(Page(None, None), [], said)
    yield "found nothing at all", lists.found_list(Page(None, None), [], [])


def all_screens(words: Words) -> dict[str, Screen]:
    """By what they are called here."""
    return dict(
        one
        for some in (
            all_cards,
            all_notices,
            all_lists,
            all_menus,
            all_questions,
            all_remark_screens,
            all_search_screens,
            all_findings,
            all_profile_screens,
            all_account_screens,
            all_faq_screens,
            all_report_screens,
            all_admin_screens,
            all_account_administration,
        )
        for one in some(words)
    )


def _chat(words: Words) -> Chat:
    return Chat("new", reporter(words))


def _about(words: Words) -> Any:
    """A world whose ticket is at the team of a directorate, with somebody below."""
    below = Rung(Desk(Level.LKPP_TEKNIS), 7)
    about = ticket(words, desk=TIM_SPSE.desks[0], path=(below,), id=1)
    return replace(Chat("new", reporter(words), House()).world, ticket=about)


def _asks(words: Words, talk: str, step: str, draft: Draft) -> Screen:
    return RUNNER.screen(State(talk, step, draft), _chat(words).world)


def _only(draft: dict[str, Any], steps: Any) -> dict[str, Any]:
    names = {step.name for step in steps} | {"files_done"}
    return {name: value for name, value in draft.items() if name in names}


def _shown(finished: Finished) -> Screen:
    assert finished.screen is not None, "it ends in something to see"
    return finished.screen


def _end(finished: Finished, words: Words) -> Screen:
    screen = _shown(finished)
    filed = screen.data["ticket"]
    assert isinstance(filed, Ticket)
    filed.title = words.title
    return screen


SCREENS = all_screens(Words())
