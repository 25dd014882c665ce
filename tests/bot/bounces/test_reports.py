"""Test which messages are taken for reports about our letters, and what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bounces.reports import MOST_RECIPIENTS, LetterReport, read_report
from tests.bot.bounces.reports import BOUNDARY, LETTER, from_exim, from_qmail, notification


@pytest.mark.parametrize(
    ("content", "is_final", "status"),
    [
        (notification(), True, "5.1.1"),
        (notification(headers="text/rfc822-headers"), True, "5.1.1"),
        (notification(headers="", envelope=LETTER), True, "5.1.1"),
        (notification(headers="", envelope=LETTER.replace(".", "+2E")), True, "5.1.1"),
        (notification(action="failed", status="4.4.7"), True, "4.4.7"),
        (notification(action="delayed", status="4.4.1"), False, "4.4.1"),
        (notification(action="", status="5.2.2"), True, "5.2.2"),
        (notification(action="", status="4.2.2"), False, "4.2.2"),
        (from_exim(), True, ""),
        (from_qmail(), True, "5.1.1"),
    ],
)
def test_reports_are_read_as_mail_servers_write_them(content: bytes, is_final: bool, status: str) -> None:
    assert read_report(content) == LetterReport((LETTER,), is_final, status)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Subject: Halo\n\nTerima kasih.",
        notification(action="delivered", status="2.0.0"),
        notification(action="relayed", status="2.0.0"),
        # Of another program, and of an earlier release: nobody could tell whether we sent it.
        notification("20261121030000.1234"),
        notification("7.20261121030000123456"),
        notification(headers=""),
        from_exim(failed=False),
        # Somebody forwards a report, or quotes one.
        notification().replace(b"multipart/report; report-type=delivery-status", b"multipart/mixed"),
        b"Subject: Fwd: failure notice\n\nLihat ini:\n" + from_qmail().split(b"\n\n", 1)[1],
        b"Subject: Out of office\nAuto-Submitted: auto-replied\n\nMessage-ID: <%s@b>" % LETTER.encode(),
    ],
)
def test_anything_else_is_no_report(content: bytes) -> None:
    assert read_report(content) is None


def test_a_message_of_a_stranger_asks_for_few_letters() -> None:
    ids = [f"{n}.{n:032x}" for n in range(3 * MOST_RECIPIENTS)]
    for write in (from_exim, from_qmail):
        head, line, end = write().partition(f"<{LETTER}@contoh.go.id>".encode())
        many = b"\r\nMessage-ID: ".join(b"<%s@b>" % one.encode() for one in [LETTER, LETTER, *ids])
        report = read_report(head + many + end)
        assert line
        assert report is not None
        assert report.letter_ids == (LETTER, *ids)[:MOST_RECIPIENTS]
    envelopes = "\n\n".join(f"Original-Envelope-Id: {one}" for one in ids)
    twice = b"--=_report\r\nContent-Type: message/delivery-status\r\n\r\n%s\r\n" % envelopes.encode()
    whole = notification().replace(b"--=_report--", twice * 2 + b"--=_report--")
    report = read_report(whole)
    assert report is not None
    assert len(report.letter_ids) <= MOST_RECIPIENTS


def test_a_report_that_was_cut_off_in_the_returned_letter_is_read() -> None:
    whole = notification()
    assert read_report(whole[: whole.index(b"@contoh.go.id>") + 14]) == LetterReport((LETTER,), True, "5.1.1")


def test_nested_parts_without_end_are_no_report() -> None:
    nested = b"".join(
        b'Content-Type: multipart/report; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(2_000)
    )
    assert read_report(nested) is None
    assert read_report(notification().replace(BOUNDARY.encode() + b"--", nested)) is not None


@given(st.binary(max_size=400), st.integers(0, 900), st.integers(0, 900))
def test_no_message_raises(words: bytes, start: int, end: int) -> None:
    whole = notification()
    read_report(words)
    read_report(whole[:start] + words + whole[max(start, end) :])
