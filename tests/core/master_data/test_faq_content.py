"""Check the questions that ship: sources, lengths, applications, language, and no doubles."""

import json
import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from conversations.screens.faq import OFFERED
from core.input.text_length import utf16_length
from core.master_data.catalogue import read_catalogue
from core.master_data.faq import MOST_QUESTIONS, MOST_TOPICS, read_faq
from core.master_data.faq_entries import normalised_question
from tests.cases import for_each

DATA = Path(__file__).parents[3] / "data"
ENTRIES: list[dict[str, Any]] = json.loads((DATA / "faq.json").read_text(encoding="utf-8"))
FAQ = read_faq(ENTRIES)
CATALOGUE = read_catalogue(json.loads((DATA / "applications.json").read_text(encoding="utf-8")))
# What the bot itself does is nobody's public page.
OWN_TOPIC = "LPSE Support"
# No public page was found that answers anything about these.
WITHOUT_ANSWERS = {"icb"}

INDONESIAN = set(
    """dan yang di untuk dengan bila atau pada dari apa bagaimana ke kepada membuat buka menghubungi pilih
    memilih dalam tidak sesudah lalu dapat lewat""".split()
)

each_entry = for_each("entry", ENTRIES, ids=lambda entry: str(entry["code"]))


def test_there_are_enough_for_every_application() -> None:
    public = [entry for entry in ENTRIES if entry["topic"] != OWN_TOPIC]
    assert len(public) >= 60
    answered = {entry["application"] for entry in public} - {""}
    assert answered == {one.code for one in CATALOGUE.applications} - WITHOUT_ANSWERS


def test_there_is_room_for_those_of_the_administrator() -> None:
    assert len(ENTRIES) <= MOST_QUESTIONS // 2
    assert len(FAQ.topics) <= MOST_TOPICS // 2


@each_entry
def test_an_entry_says_where_it_is_from(entry: dict[str, Any]) -> None:
    source = entry["source"]
    assert source["title"].strip() == source["title"] != ""
    if entry["topic"] == OWN_TOPIC:
        assert source["url"] == ""
        return
    address = urlsplit(source["url"])
    assert address.scheme in {"http", "https"}
    assert "." in address.netloc
    assert address.path.strip("/") or address.query


@each_entry
def test_an_entry_fits_a_message_and_names_an_application(entry: dict[str, Any]) -> None:
    # What ships is shown whole where it is offered for a title.
    assert utf16_length(entry["answer"]) <= OFFERED
    assert entry["application"] in {"", *(one.code for one in CATALOGUE.applications)}


@each_entry
def test_an_entry_is_written_in_indonesian(entry: dict[str, Any]) -> None:
    words = set(re.findall("[a-z]+", f"{entry['question']} {entry['answer']}".lower()))
    assert len(words & INDONESIAN) >= 2
    assert not words & {"the", "and", "is", "of", "you", "your", "with", "please", "galat"}
    assert "  " not in entry["answer"]


def test_nothing_stands_there_twice() -> None:
    asked = Counter(normalised_question(entry["question"]) for entry in ENTRIES)
    assert [question for question, times in asked.items() if times > 1] == []
    alike = [
        (one["code"], other["code"])
        for one, other in combinations(ENTRIES, 2)
        if SequenceMatcher(None, one["answer"], other["answer"]).quick_ratio() > 0.9
        and SequenceMatcher(None, one["answer"], other["answer"]).ratio() > 0.8
    ]
    assert alike == []


@for_each("secret", ["kirim password", "kirimkan password", "sebutkan password", "kirim kode otp"])
def test_no_answer_asks_for_a_password_or_a_code(secret: str) -> None:
    asking = [entry["code"] for entry in ENTRIES if secret in entry["answer"].lower()]
    assert [code for code in asking if code != "totp-ponsel-hilang"] == [], "that one says not to"
