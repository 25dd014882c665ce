"""The life of a ticket: every status with every action, and the chart that the documentation shows."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import Refusal
from core.events import OF_ACTION, Happening
from core.lifecycle import INITIAL, MOVES, TERMINAL, Action, Hands, Mover, Status, chart, move_for, moves_from
from core.roles import Level

ROOT = Path(__file__).parents[2]
PAGE = Path("docs") / "lifecycle.md"
RENEW = (
    'python -c \'import re, pathlib, core.lifecycle as life; page = pathlib.Path("docs/lifecycle.md"); '
    'page.write_text(re.sub(r"(?s)(?<=```mermaid\\n).*?(?=```)", lambda _: life.chart(), page.read_text()))\''
)

# In whose hands it is then, and for each status who moves it > where to; a dot where nobody can.
TABLE = """
                 hands  waiting         working             feedback        confirmation    closed
file             .      .               .                   .               .               .
take             mover  desk>working    .                   .               .               .
ask              same   .               holder>feedback     .               .               .
answer           same   .               .                   asked>working   .               .
escalate         nobody .               holder>waiting      .               .               .
solve            same   .               holder>confirmation .               .               .
recategorise     same   .               holder>working      .               .               .
hand_back        nobody .               holder>waiting      .               .               .
release          nobody .               clock>waiting       clock>waiting   .               .
confirm          nobody .               .                   .               reporter>closed .
reject           solver .               .                   .               reporter>working .
confirm_silently nobody .               .                   .               clock>closed    .
close            nobody reporter>closed reporter>closed     reporter>closed reporter>closed .
rate             nobody .               .                   .               .               reporter>closed
"""


def row_of(action: Action) -> list[str]:
    hands: set[str] = set()
    cells = []
    for status in Status:
        if all(move.action is not action for move in moves_from(status)):
            cells.append(".")
            continue
        move = move_for(status, action)
        hands.add(move.hands)
        cells.append(f"{move.mover}>{move.to}")
    return [action, *(hands or {"."}), *cells]


def test_every_status_with_every_action() -> None:
    heading, *rows = (line.split() for line in TABLE.strip().splitlines())
    assert heading == ["hands", *Status]
    assert rows == [row_of(action) for action in Action]


@pytest.mark.parametrize("status", Status)
def test_what_is_not_in_the_table_is_refused(status: Status) -> None:
    for action in set(Action) - {move.action for move in moves_from(status)}:
        with pytest.raises(Refusal) as refused:
            move_for(status, action)
        assert refused.value.code == "not_now"
        assert refused.value.facts == {"action": action, "status": status}


def test_every_move_has_exactly_one_row() -> None:
    assert len({(move.status, move.action) for move in MOVES}) == len(MOVES) == 17
    assert [move for status in Status for move in moves_from(status)] == sorted(
        MOVES, key=lambda move: list(Status).index(move.status)
    )


def test_a_closed_ticket_stays_closed() -> None:
    assert frozenset({Status.CLOSED}) == TERMINAL
    assert all(move.to in TERMINAL for move in MOVES if move.status in TERMINAL)


def test_every_status_can_be_reached_and_left() -> None:
    reached = {INITIAL}
    while more := {move.to for move in MOVES if move.status in reached} - reached:
        reached |= more
    assert reached == set(Status)
    assert all(any(move.to is not status for move in moves_from(status)) for status in set(Status) - TERMINAL)


def test_somebody_holds_it_exactly_while_it_is_in_work() -> None:
    held = {Status.WORKING, Status.FEEDBACK, Status.CONFIRMATION}
    assert all((move.hands is not Hands.NOBODY) == (move.to in held) for move in MOVES)


def test_the_reporter_may_close_at_any_time_before() -> None:
    closing = [move.status for move in MOVES if move.action is Action.CLOSE and move.mover is Mover.REPORTER]
    assert set(closing) == set(Status) - TERMINAL


def test_every_action_leaves_its_own_row_in_the_history() -> None:
    assert set(OF_ACTION) == set(Action)
    assert len(set(OF_ACTION.values())) == len(Action)
    assert set(Happening) - set(OF_ACTION.values()) == {
        Happening.PRIORITY_CHANGED, Happening.REMINDED, Happening.WATCHED, Happening.UNWATCHED,
    }  # fmt: skip


@pytest.mark.parametrize(
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


def test_every_happening_has_a_label_of_its_own() -> None:
    assert len({happening.label for happening in Happening}) == len(Happening)


def test_the_documentation_shows_the_table_as_it_is() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    shown = re.findall(r"```mermaid\n(.*?)```", page, re.DOTALL)
    assert shown == [chart()], f"{PAGE} is not the table any more. Renew it from the root with:\n{RENEW}"


def test_the_command_that_renews_the_documentation_does(tmp_path: Path) -> None:
    page = tmp_path / PAGE
    page.parent.mkdir()
    page.write_text("# Life\n\n```mermaid\nof yesterday\n```\n\nThe end.\n", encoding="utf-8")
    command = [sys.executable, *shlex.split(RENEW)[1:]]
    subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, timeout=30)
    renewed = page.read_text(encoding="utf-8")
    assert renewed == f"# Life\n\n```mermaid\n{chart()}```\n\nThe end.\n"


def test_the_chart_has_every_move_and_both_ends() -> None:
    lines = [line.strip() for line in chart().splitlines()]
    assert lines[:2] == ["stateDiagram-v2", "[*] --> waiting: file"]
    assert "working --> confirmation: solve (holder)" in lines
    assert lines[-1] == "closed --> [*]"
    assert len(lines) == len(MOVES) + 3


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
