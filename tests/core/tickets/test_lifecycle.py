"""Check every status with every action, and the diagram in the documentation."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import Refusal
from core.organisation.roles import Level
from core.tickets.actions import ACTIONS, EVENTS
from core.tickets.lifecycle import (
    INITIAL,
    TERMINAL,
    TRANSITIONS,
    Action,
    ActorKind,
    EventType,
    NextHolder,
    Status,
    state_diagram,
    transition_for,
    transitions_from,
)
from core.tickets.notices import loudness_table
from tests.cases import for_each

ROOT = Path(__file__).parents[3]
PAGE = Path("docs") / "lifecycle.md"
RENEW = "python -m tests.core.tickets.test_lifecycle"
# The place of the table of loudness on the page.
LOUDNESS = r"(<!-- loudness -->\n\n?)(.*?)(\n<!-- /loudness -->)"

# The next holder, and for each status who acts > the status it leads to; a dot where nobody can.
TABLE = """
                 hands  waiting         working             feedback        confirmation    closed
file             .      .               .                   .               .               .
take             actor  desk>working    .                   .               .               .
ask              same   .               holder>feedback     .               .               .
answer           same   .               .                   asked>working   .               .
escalate         nobody .               holder>waiting      .               .               .
solve            same   .               holder>confirmation .               .               .
recategorise     same   .               holder>working      .               .               .
hand_back        nobody .               holder>waiting      .               .               .
release          nobody .               clock>waiting       clock>waiting   .               .
pass_on          nobody clock>waiting   .                   .               .               .
confirm          nobody .               .                   .               reporter>closed .
reject           solver .               .                   .               reporter>working .
confirm_silently nobody .               .                   .               clock>closed    .
close            nobody reporter>closed reporter>closed     reporter>closed reporter>closed .
rate             nobody .               .                   .               .               reporter>closed
remark same contributor>waiting contributor>working contributor>feedback contributor>confirmation .
"""


def row_of(action: Action) -> list[str]:
    """Return the row of the table for this action."""
    next_holder: set[str] = set()
    cells = []
    for status in Status:
        if all(transition.action is not action for transition in transitions_from(status)):
            cells.append(".")
            continue
        transition = transition_for(status, action)
        next_holder.add(transition.next_holder)
        cells.append(f"{transition.actor}>{transition.to}")
    return [action, *(next_holder or {"."}), *cells]


def test_every_status_with_every_action() -> None:
    heading, *rows = (line.split() for line in TABLE.strip().splitlines())
    assert heading == ["hands", *Status]
    assert rows == [row_of(action) for action in Action]


@for_each("status", Status)
def test_what_is_not_in_the_table_is_refused(status: Status) -> None:
    for action in set(Action) - {transition.action for transition in transitions_from(status)}:
        with pytest.raises(Refusal) as refused:
            transition_for(status, action)
        assert refused.value.code == "not_now"
        assert refused.value.facts == {"action": action, "status": status}


def test_every_move_has_exactly_one_row() -> None:
    assert (
        len({(transition.status, transition.action) for transition in TRANSITIONS}) == len(TRANSITIONS) == 22
    )
    assert [transition for status in Status for transition in transitions_from(status)] == sorted(
        TRANSITIONS, key=lambda transition: list(Status).index(transition.status)
    )


def test_a_closed_ticket_stays_closed() -> None:
    assert frozenset({Status.CLOSED}) == TERMINAL
    assert all(transition.to in TERMINAL for transition in TRANSITIONS if transition.status in TERMINAL)


def test_every_status_can_be_reached_and_left() -> None:
    reached = {INITIAL}
    while more := {transition.to for transition in TRANSITIONS if transition.status in reached} - reached:
        reached |= more
    assert reached == set(Status)
    assert all(
        any(transition.to is not status for transition in transitions_from(status))
        for status in set(Status) - TERMINAL
    )


def test_somebody_holds_it_exactly_while_it_is_in_work() -> None:
    held = {Status.WORKING, Status.FEEDBACK, Status.CONFIRMATION}
    assert all(
        (transition.next_holder is not NextHolder.NOBODY) == (transition.to in held)
        for transition in TRANSITIONS
        if transition.action is not Action.ADD_REMARK
    )
    # Adding to a ticket changes nothing else of it.
    assert all(
        (transition.to, transition.next_holder) == (transition.status, NextHolder.SAME)
        for transition in TRANSITIONS
        if transition.action is Action.ADD_REMARK
    )


def test_the_reporter_may_close_at_any_time_before() -> None:
    closing = [
        transition.status
        for transition in TRANSITIONS
        if transition.action is Action.CLOSE and transition.actor is ActorKind.REPORTER
    ]
    assert set(closing) == set(Status) - TERMINAL


def test_every_action_leaves_its_own_row_in_the_history() -> None:
    caused = [ACTIONS[action].event.type for action in Action]
    assert len(set(caused)) == len(Action)
    assert set(EventType) - set(caused) == {
        EventType.PRIORITY_CHANGED, EventType.PRIORITY_RAISED, EventType.PRIORITY_LOWERED,
        EventType.SCHEDULE_CHANGED, EventType.RATING_ADDED, EventType.REMINDED, EventType.WATCHED,
        EventType.UNWATCHED, EventType.UNREACHED,
    }  # fmt: skip


@for_each(
    ("status", "label"),
    [
        (Status.WAITING, "Menunggu Dikerjakan"),
        (Status.WORKING, "Sedang Dikerjakan"),
        (Status.FEEDBACK, "Menunggu Feedback"),
        (Status.CONFIRMATION, "Menunggu Konfirmasi"),
        (Status.CLOSED, "Selesai"),
    ],
)
def test_statuses_read_as_in_the_guides(status: Status, label: str) -> None:
    assert status.label == label


def test_every_event_type_has_a_label_of_its_own() -> None:
    assert len({EVENTS[event_type].label for event_type in EventType}) == len(EventType)


def test_the_documentation_shows_the_table_as_it_is() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    shown = re.findall(r"```mermaid\n(.*?)```", page, re.DOTALL)
    assert shown == [state_diagram()], (
        f"{PAGE} is not the table any more. Renew it from the root with:\n{RENEW}"
    )


def test_the_documentation_says_who_each_actor_is() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    described = page.partition("The actor stands in brackets")[2].partition("\n## ")[0]
    assert re.findall(r"^- \*\*(\w+)\*\*: ", described, re.MULTILINE) == list(ActorKind)


def test_the_documentation_says_who_is_told_how_loudly() -> None:
    shown = re.search(LOUDNESS, (ROOT / PAGE).read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    assert shown[2] == loudness_table(), f"{PAGE} is not the table any more. Renew it with:\n{RENEW}"


def test_the_command_that_renews_the_documentation_does(tmp_path: Path) -> None:
    page = tmp_path / PAGE
    page.parent.mkdir()
    page.write_text("# Life\n\n```mermaid\nof yesterday\n```\n\nThe end.\n", encoding="utf-8")
    command = [sys.executable, *shlex.split(RENEW)[1:]]
    subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, timeout=60)
    renewed = page.read_text(encoding="utf-8")
    assert renewed == f"# Life\n\n```mermaid\n{state_diagram()}```\n\nThe end.\n"


def test_the_chart_has_every_move_and_both_ends() -> None:
    lines = [line.strip() for line in state_diagram().splitlines()]
    assert lines[:2] == ["stateDiagram-v2", "[*] --> waiting: file"]
    assert "working --> confirmation: solve (holder)" in lines
    assert lines[-1] == "closed --> [*]"
    assert len(lines) == len(TRANSITIONS) + 3


# Actions that are named by what they are about.
NAMED_OTHERWISE = {"ask": "feedback", "answer": "feedback", "rate": "rating"}


def test_the_glossary_has_a_word_for_every_action_status_and_level() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?!word )([a-zA-Z -]+) \| [^|]+ \| (.+) \|$", page, re.MULTILINE)
    words = dict(rows)
    assert len(words) == len(rows), "each word stands there once"
    for action in Action:
        assert NAMED_OTHERWISE.get(action, action.replace("_", " ")) in words
    assert all(status.label in words["status"] for status in Status)
    assert all(level.label in words["level"] for level in Level)


if __name__ == "__main__":
    page = PAGE
    text, diagram = page.read_text(), f"```mermaid\n{state_diagram()}```"
    text = re.sub(r"```mermaid\n.*?```", lambda _: diagram, text, flags=re.DOTALL)
    text = re.sub(LOUDNESS, lambda found: f"{found[1]}{loudness_table()}{found[3]}", text, flags=re.DOTALL)
    page.write_text(text)
