"""Where a button leads that is no answer to a step: short addresses that stay good on old messages."""

from __future__ import annotations

from core.lifecycle import Action

# Digits of the largest number a database takes.
_DIGITS = 18


def number_in(text: str) -> int | None:
    """A number out of a button, which anybody may have made up; None for what no address of ours has."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else None


def menu() -> str:
    return "menu"


def listing(view: str, filtered: str = "", cursor: str = "", *, back: bool = False) -> str:
    """A page of a list; `cursor` is the list's own, `back` leads to the page before it."""
    return f"list:{view}:{filtered}:{'b' if back else 'f'}:{cursor}"


def unfilter(name: str) -> str:
    """The same search without one of its filters."""
    return f"unfilter:{name}"


def refine() -> str:
    """The search that is shown, to be changed."""
    return "refine"


def dashboard(part: str = "") -> str:
    """The numbers; with `part`, the tickets behind one of them."""
    return f"dash:{part}"


def report(period: str = "") -> str:
    """The figures of a period, or the choice of one."""
    return f"report:{period}"


def report_document(kind: str, period: str) -> str:
    """The same figures as `pictures` or `xlsx`."""
    return f"reportdoc:{kind}:{period}"


def export(kind: str, view: str, filtered: str = "") -> str:
    """All tickets of a list as a file: `csv` or `xlsx`."""
    return f"export:{kind}:{view}:{filtered}"


def printed(ticket_id: int) -> str:
    """The ticket as a PDF."""
    return f"print:{ticket_id}"


def card(ticket_id: int, page: int = 0) -> str:
    """The card of a ticket, or a later page of it."""
    return f"card:{ticket_id}:{page}"


def files(ticket_id: int, page: int = 0) -> str:
    """The files of a ticket, or a later page of them."""
    return f"files:{ticket_id}:{page}"


def watch(ticket_id: int) -> str:
    """A link for one more person to watch the ticket."""
    return f"watch:{ticket_id}"


def watchers(ticket_id: int) -> str:
    """Who watches it."""
    return f"watchers:{ticket_id}"


def unwatch(ticket_id: int, person_id: int, *, sure: bool = False) -> str:
    """This person shall watch it no longer; asks first, unless they are `sure`."""
    return f"{'unwatched' if sure else 'unwatch'}:{ticket_id}:{person_id}"


def file(ticket_id: int, ordinal: int) -> str:
    """One file of a ticket, by its number; 0 for all of them."""
    return f"file:{ticket_id}:{ordinal}"


def talk(name: str, subject: int | None = None) -> str:
    """Begin a talk, about a ticket where `subject` names one."""
    return f"talk:{name}:{'' if subject is None else subject}"


def act(action: Action, ticket_id: int) -> str:
    """Begin the talk of an action."""
    return talk("confirm" if action is Action.REJECT else action.value, ticket_id)


def resume(key: str) -> str:
    """Go on with a parked draft."""
    return f"resume:{key}"


def discard(key: str) -> str:
    """Throw a parked draft away."""
    return f"discard:{key}"


def afresh(key: str) -> str:
    """Throw a parked draft away and begin the same thing anew."""
    return f"afresh:{key}"


def language(code: str = "") -> str:
    return f"lang:{code}"


def faq() -> str:
    """The topics of the FAQ."""
    return "faq:"


def faq_topic(code: str) -> str:
    """The topic that this question belongs to."""
    return f"faq:in:{code}"


def faq_answer(code: str) -> str:
    return f"faq:{code}"


def administration(place: str = "", what: object = "") -> str:
    """A place of the administrator's: `accounts`, `rules`, `trail` and so on, and what is looked at there."""
    return f"adm:{place}:{what}"


def profile() -> str:
    return "profile"


def work(ticket_id: int) -> str:
    """The actions of a ticket."""
    return f"work:{ticket_id}"
