"""Test that large JSON is read record by record, and as the same text read in whole."""

import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.imports import json_stream, package_json
from bot.imports.json_stream import BrokenJson, JsonStream
from bot.imports.package_files import open_packages
from bot.imports.package_json import read_json, read_json_stream
from bot.imports.package_objects import is_record
from bot.imports.spreadsheet_file import UnreadableFile

LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=10)
RECORD = st.fixed_dictionaries(
    {"kd_tender": st.sampled_from(["4550194", "x", 4550194, ""])},
    optional={
        "nama_paket": LEAF,
        "catatan": LEAF,
        "jadwal": LEAF | st.lists(st.dictionaries(st.text(), LEAF)),
    },
)
LISTS = st.lists(RECORD | LEAF | st.dictionaries(st.text(max_size=3), LEAF), max_size=6)
ANSWERS = st.recursive(
    LISTS | RECORD | LEAF, lambda inner: st.dictionaries(st.text(max_size=5), inner, max_size=4), max_leaves=6
)


@given(ANSWERS, st.sampled_from([1, 2, 7, 64]), st.sampled_from([None, 1]), st.booleans())
def test_a_stream_reads_what_the_whole_says(
    answer: Any, piece: int, indent: int | None, is_small: bool
) -> None:
    text = json.dumps(answer, indent=indent)
    whole: set[str] = set()
    expected = list(read_json(json.loads(text), whole))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "PIECE", piece)
        # A single record is told from a wrapper by reading it in whole.
        if not is_small and not (isinstance(answer, dict) and is_record(answer)):
            patch.setattr(package_json, "SMALL", 0)
        unknown: set[str] = set()
        assert list(read_json_stream(JsonStream(io.StringIO(text)), unknown)) == expected
    assert unknown == whole


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[{"kd_tender": 1},\n {"kd_tender": }]', "Expecting value: line 2 column 16"),
        ('[{"kd_tender": 1}', "“,” is expected: line 1 column 18"),
        ("[1] [2]", "something follows the end of the text: line 1 column 5"),
        ('{"a": ["x]}', "Unterminated string starting at: line 1 column 8"),
        ("[" * 100_000, "lists within lists without end"),
    ],
)
def test_what_is_no_json_is_named_by_its_place(text: str, fault: str) -> None:
    with pytest.raises(BrokenJson) as broken:
        list(read_json_stream(JsonStream(io.StringIO(text)), set()))
    assert str(broken.value) == fault


def test_a_value_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "LARGEST_VALUE", 1_000_000)
    with pytest.raises(BrokenJson, match="a value has more than 1,000,000 characters"):
        list(read_json_stream(JsonStream(io.StringIO(f'["{"x" * 3_000_000}"]')), set()))


def test_a_large_file_is_read_in_little_memory_and_nothing_of_a_broken_one(tmp_path: Path) -> None:
    file = tmp_path / "paket.json"
    record = json.dumps({"kd_tender": 4550194, "uraian_pekerjaan": "x" * 6_000})
    file.write_text('{"success": true, "data": [' + ",\n".join([record] * 2_000) + "]}")
    tracemalloc.start()
    with open_packages(file) as source:
        count = sum(1 for _record in source.items)
        assert source.position() == source.length == file.stat().st_size
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 2_000
    assert most < 3 * 1024 * 1024, "the file has 12 MB"
    file.write_text(file.read_text()[:-1])
    with pytest.raises(UnreadableFile, match="is no JSON: “,” is expected"), open_packages(file):
        pass
