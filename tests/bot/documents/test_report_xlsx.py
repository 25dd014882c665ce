"""Test that another program reads the figures of a report from its Excel file."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.documents.report_xlsx import write_report_xlsx
from conversations.screens.report import PeriodStatistics
from core.organisation.lpse import ZONES
from tests.bot.documents.test_tables import ROW
from tests.conversations.fakes import RENDERER
from tests.conversations.sample_reports import LPSES, busy_month, quiet_day

Sheets = dict[str, list[list[Any]]]


def written(statistics: PeriodStatistics, folder: Path, language: str = "id") -> Sheets:
    """Write a report and return its sheets by name, as rows of values; fail where a cell is a formula."""
    path = folder / "laporan.xlsx"
    write_report_xlsx(statistics, path, lambda text: RENDERER.translate(text, language))
    book = load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row), "a formula"
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book.worksheets}


def test_there_is_a_sheet_for_each_figure(tmp_path: Path) -> None:
    sheets = written(busy_month(), tmp_path)
    assert list(sheets) == [
        "Ringkasan", "Hari", "Status", "Prioritas", "Level", "Aplikasi", "Kategori", "LPSE", "Waktu",
        "Penilaian", "Yang dipuji", "Yang dikeluhkan",
    ]  # fmt: skip
    assert ["Periode", "30 hari"] in sheets["Ringkasan"]
    assert ["LPSE", "Seluruh LPSE"] in sheets["Ringkasan"]
    assert ["Jumlah tiket", busy_month().report.total] in sheets["Ringkasan"]
    assert ["Emergency karena tahap tender", 9] in sheets["Ringkasan"]
    assert list(written(busy_month(), tmp_path, "en"))[:2] == ["Summary", "Days"]


def test_the_counts_are_those_of_the_report_all_of_them(tmp_path: Path) -> None:
    sheets, total = written(busy_month(), tmp_path), busy_month().report.total
    assert sheets["Status"][:3] == [
        ["Status", "Jumlah", "Persentase"],
        ["Menunggu Dikerjakan", 60, pytest.approx(60 / total)],
        ["Sedang Dikerjakan", 110, pytest.approx(110 / total)],
    ]
    for name in ("Status", "Prioritas", "Level", "Aplikasi", "Kategori"):
        assert sum(row[1] for row in sheets[name][1:]) == total, name
    assert [row[0] for row in sheets["LPSE"][1:]] == [LPSES[n] for n in sorted(LPSES, reverse=True)]
    assert [row[:2] for row in sheets["Penilaian"][1:]] == [
        ["★★★★★", 320], ["★★★★", 110], ["★★★", 25], ["★★", 0], ["★", 18],
    ]  # fmt: skip
    assert [row[:2] for row in sheets["Yang dikeluhkan"][1:]] == [
        ["Penanganan lambat", 30],
        ["Solusi kurang tepat", 9],
    ]


def test_times_are_numbers_in_hours(tmp_path: Path) -> None:
    assert written(busy_month(), tmp_path)["Waktu"] == [
        ["Jam kerja", "Tiket", "Median", "Persentil ke-90"],
        ["Sampai diambil", 1170, pytest.approx(0.7), pytest.approx(515 / 60)],
        ["Sampai selesai", 964, pytest.approx(605 / 60), pytest.approx(2890 / 60)],
    ]


def test_a_name_that_looks_like_a_formula_stays_a_name(tmp_path: Path) -> None:
    named = replace(busy_month(), lpses={**LPSES, 51: "=1+1"}, places=("=2+2",))
    sheets = written(named, tmp_path)
    assert sheets["LPSE"][1][0] == "=1+1"
    assert ["LPSE", "=2+2"] in sheets["Ringkasan"]


def test_what_there_is_nothing_of_gets_no_sheet(tmp_path: Path) -> None:
    sheets = written(quiet_day(), tmp_path)
    assert list(sheets) == ["Ringkasan"]
    assert ["Jumlah tiket", 0] in sheets["Ringkasan"]


def test_days_are_dates_that_can_be_reckoned_with(tmp_path: Path) -> None:
    month = busy_month()
    sheets = written(month, tmp_path)
    assert ["Dari", datetime(2026, 10, 23)] in sheets["Ringkasan"]  # noqa: DTZ001 - a cell has no zone
    labels, *days = sheets["Hari"]
    assert labels == ["Hari", "Emergency", "Major", "Medium", "Minor", "Jumlah"]
    assert all(isinstance(row[0], datetime) for row in days)
    assert sum(row[-1] for row in days) == month.report.total


def test_the_tickets_have_a_sheet_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "laporan.xlsx"
    write_report_xlsx(busy_month(), path, str, [ROW], ZONES["WIB"])
    labels, row = load_workbook(path)["Tiket"].values
    cells = dict(zip(labels, row, strict=True))
    assert cells["Nomor Tiket"] == ROW.number
    assert cells["Dibuat Pada (WIB)"] == datetime(2020, 6, 16, 0, 30)  # noqa: DTZ001 - a cell has no zone
    assert cells["Kode Paket"] == "12345010"


def test_questions_that_helped_stand_beside_how_often(tmp_path: Path) -> None:
    helped = (("=Lupa password?", 12), ("kode-lama", 1))
    sheets = written(replace(busy_month(), faq=helped), tmp_path)
    assert sheets["FAQ"] == [["Pertanyaan", "Membantu (kali)"], ["=Lupa password?", 12], ["kode-lama", 1]]
