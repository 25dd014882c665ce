"""Check that the master data that ships is complete, described, and in the shape its readers expect."""

import csv
import json
from pathlib import Path

import pytest

DATA = Path(__file__).parents[3] / "data"


def test_the_readme_describes_every_file_and_no_other() -> None:
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    described = {line.split("`")[1] for line in readme.splitlines() if line.startswith("| `")}
    assert described == {path.name for path in DATA.iterdir()} - {"README.md"}


@pytest.mark.parametrize(
    ("name", "fields", "count"),
    [
        ("faq.json", ["code", "topic", "application", "question", "answer", "source"], 93),
        (
            "error_messages.json",
            ["application", "message", "meaning", "category", "faq", "phrases", "alone"],
            16,
        ),
    ],
)
def test_every_entry_says_everything(name: str, fields: list[str], count: int) -> None:
    entries = json.loads((DATA / name).read_text(encoding="utf-8"))
    assert len(entries) == count
    assert [entry for entry in entries if list(entry) != fields] == []
    # A question may be about no application; a message may have no answer, and may not be recognised.
    optional = {"application", "faq", "phrases", "alone"}
    assert [e for e in entries if not all(v for name, v in e.items() if name not in optional)] == []
    told = "answer" if "answer" in fields else "message"
    assert len({entry[told] for entry in entries}) == count


def test_no_question_is_too_long_for_a_message() -> None:
    entries = json.loads((DATA / "faq.json").read_text(encoding="utf-8"))
    assert max(len(entry["question"]) + len(entry["answer"]) for entry in entries) < 1000


def test_the_stages_of_a_tender() -> None:
    with (DATA / "tender_stages.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len({row["kd_akt"] for row in rows}) == len(rows) == 53
    assert all(float(row["min_jam"]) <= float(row["median_jam"]) for row in rows)
