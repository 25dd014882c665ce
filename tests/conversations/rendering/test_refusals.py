"""Every refusal has a sentence of its own in all languages."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from conversations.rendering.refusals import SENTENCES, refusal_note
from conversations.screens.admin.account_import import FAULTS
from core.errors import Refusal
from tests.cases import for_each
from tests.conversations.fakes import RENDERER, Chat
from tests.core.fakes import HELPDESK, FakeHelpdesk

ROOT = Path(__file__).parents[3]


@cache
def refusals() -> dict[str, set[str]]:
    """Return the codes of all refusals in the sources, with the facts that each carries."""
    found: dict[str, set[str]] = {}
    for room in ("core", "conversations", "handlers", "bot"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "Refusal" and node.args:
                    code = node.args[0]
                    codes = (
                        [code]
                        if isinstance(code, ast.Constant)
                        else [part for part in ast.walk(code) if isinstance(part, ast.Constant)]
                    )
                    for one in codes:
                        found.setdefault(str(one.value), set()).update(k.arg for k in node.keywords if k.arg)
    return found


def test_every_refusal_has_a_sentence_and_every_sentence_a_refusal() -> None:
    raised = refusals().keys()
    assert raised - FAULTS.keys() <= SENTENCES.keys()
    assert SENTENCES.keys() <= raised


@for_each("code", SENTENCES)
def test_a_sentence_asks_for_no_fact_that_its_refusal_does_not_bring(code: str) -> None:
    facts: dict[str, object] = dict.fromkeys(refusals()[code], 1)
    # These come through `core.tickets.rights.require`, which adds what a person needs to know.
    if code in {"not_now", "already_taken"}:
        facts |= {"number": "TPS2006150019", "holder": "Sari"}
    asked = set(re.findall(r"%\((\w+)\)s", SENTENCES[code]))
    assert asked <= facts.keys()
    for language in RENDERER.languages:
        assert RENDERER.sentence(refusal_note(Refusal(code, **facts)), language)


def test_a_status_is_named_in_the_language_of_its_reader() -> None:
    house = FakeHelpdesk()
    house.file()
    with pytest.raises(Refusal) as no:
        Chat("solve", HELPDESK, house, 1)
    assert "sekarang berstatus “Menunggu Dikerjakan”." in RENDERER.sentence(refusal_note(no.value), "id")
