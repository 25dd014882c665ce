"""Where the addresses on buttons lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from conversations import addresses
from conversations.screen import Note
from conversations.screens import card as cards
from conversations.talks.search import revised
from core.errors import Refusal
from core.lifecycle import Status
from core.rights import actions
from core.use_cases.read_ticket import read_ticket
from core.words import _
from handlers import administration, navigation, reports, talking, watching
from handlers.drafts import park
from handlers.faq import open_faq
from handlers.orders import order_bundle, order_print, order_table, relayed
from handlers.visit import Visit
from handlers.wholes import whole

# The tickets that a number of a dashboard counts: a list, and what it is narrowed to.
COUNTED = {
    "not_taken": ("queue", ""),
    "in_hand": ("held", ""),
    "taken_today": ("taken", ""),
    "not_yet_worked": ("own", Status.WAITING.value),
    "open": ("own", "open"),
    "being_worked": ("own", "being_worked"),
    "ever": ("own", ""),
}


def go(visit: Visit, address: str) -> None:
    """Follow a button; an address that nothing of ours could have made leads to the menu."""
    place, _colon, rest = address.partition(":")
    follow = PLACES.get(place)
    if follow is None:
        navigation.open_menu(visit)
        return
    try:
        follow(visit, rest)
    except Refusal as no:
        navigation.refused(visit, no)


def _number(text: str) -> int:
    """A number out of a button; whoever made up another gets what a stranger's ticket gets."""
    number = addresses.number_in(text)
    if number is None:
        raise Refusal("not_found")
    return number


def _card(visit: Visit, rest: str) -> None:
    ticket_id, _colon, page = rest.partition(":")
    navigation.open_card(visit, _number(ticket_id), _number(page or "0"))


def _list(visit: Visit, rest: str) -> None:
    view, filtered, direction, cursor = [*rest.split(":", 3), "", "", ""][:4]
    navigation.open_list(visit, view, filtered, cursor, back=direction == "b")


def _talk(visit: Visit, rest: str) -> None:
    name, _colon, subject = rest.partition(":")
    talking.begin(visit, name, _number(subject) if subject else None)


def _work(visit: Visit, rest: str) -> None:
    park(visit)
    ticket = read_ticket(visit.unit.tickets, visit.me, _number(rest))
    if cards.WORKING.keys().isdisjoint(actions(visit.me, ticket)):
        # An old button: the ticket has moved on, and its card says where to.
        navigation.refused(visit, Refusal("not_yours", number=ticket.number), ticket.id)
        return
    visit.show(cards.work(whole(visit, ticket), visit.me))


def _files(visit: Visit, rest: str) -> None:
    park(visit)
    ticket_id, _colon, page = rest.partition(":")
    ticket = read_ticket(visit.unit.tickets, visit.me, _number(ticket_id))
    files = visit.unit.discussion.files(ticket.id)
    visit.show(cards.file_list(whole(visit, ticket), files, _number(page or "0")))


def _file(visit: Visit, rest: str) -> None:
    """One file of a ticket, or all of them."""
    ticket_id, _colon, ordinal = rest.partition(":")
    if not _number(ordinal):
        order_bundle(visit, _number(ticket_id))
        return
    ticket = read_ticket(visit.unit.tickets, visit.me, _number(ticket_id))
    file = visit.unit.discussion.file(ticket.id, _number(ordinal))
    if file is None:
        raise Refusal("not_found")
    translate = partial(visit.helpdesk.renderer.translate, language=visit.chat.language)
    visit.send_file(*relayed(ticket.number, file, translate))
    visit.say(Note(_("Berkas sudah dikirim."), is_wrong=False))


def _about_watching(deed: Callable[..., None], numbers: int) -> Callable[[Visit, str], None]:
    """What is done to a ticket and perhaps a person; refused, it leads back to the card."""

    def follow(visit: Visit, rest: str) -> None:
        ids = [_number(part) for part in rest.split(":")]
        if len(ids) != numbers:
            raise Refusal("not_found")
        try:
            deed(visit, *ids)
        except Refusal as no:
            navigation.refused(visit, no, ids[0])

    return follow


def _unfilter(visit: Visit, name: str) -> None:
    kept = {k: v for k, v in visit.chat.memo.get("search", {}).items() if k != name}
    visit.chat.memo = {**visit.chat.memo, "search": kept}
    navigation.open_search(visit)


def _refine(visit: Visit, _rest: str) -> None:
    talking.begin(visit, "search", draft=revised(visit.chat.memo.get("search", {})))


def _dashboard(visit: Visit, part: str) -> None:
    """The numbers, or the tickets behind one of them."""
    if part in COUNTED:
        navigation.open_list(visit, *COUNTED[part])
    else:
        navigation.open_dashboard(visit)


def _print(visit: Visit, rest: str) -> None:
    order_print(visit, _number(rest))


def _export(visit: Visit, rest: str) -> None:
    kind, view, filtered = [*rest.split(":", 2), "", ""][:3]
    order_table(visit, kind, view, filtered)


def _report_document(visit: Visit, rest: str) -> None:
    document, _colon, period = rest.partition(":")
    reports.order_report(visit, document, period)


def _language(visit: Visit, code: str) -> None:
    if not code:
        navigation.open_languages(visit)
        return
    visit.set_language(code)
    navigation.open_menu(visit)


PLACES: Mapping[str, Callable[[Visit, str], None]] = {
    "menu": lambda visit, _rest: navigation.open_menu(visit),
    "list": _list,
    "card": _card,
    "work": _work,
    "files": _files,
    "file": _file,
    "talk": _talk,
    "resume": talking.resume,
    "discard": talking.discard,
    "afresh": talking.begin_afresh,
    "profile": lambda visit, _rest: navigation.open_profile(visit),
    "lang": _language,
    "print": _print,
    "watch": _about_watching(watching.hand_out, 1),
    "watchers": _about_watching(watching.open_watchers, 1),
    "unwatch": _about_watching(watching.ask_to_stop, 2),
    "unwatched": _about_watching(watching.stop, 2),
    "export": _export,
    "unfilter": _unfilter,
    "refine": _refine,
    "dash": _dashboard,
    "faq": open_faq,
    "adm": administration.go,
    "report": reports.open_report,
    "reportdoc": _report_document,
}
