"""Read a large JSON text piece by piece: small values whole, and of others one part after the other.

The parser is the standard library's, which reads a value that it is given in whole; this module gives it one
value after the other, so that memory holds the largest of them and no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

# Characters read at once, and of the largest value that is read in whole.
PIECE = 64 * 1024
LARGEST_VALUE = 4 * 1024 * 1024
# Objects within objects that are entered part by part; the services wrap their lists in one or two.
DEEPEST = 20
_BLANK = " \t\r\n"
_LONGEST_FAULT = 200
# Characters: "-Infinity", and what a message may count of it.
_LONGEST_WORD = 16
# Characters behind a number that may yet be part of it: "e+", and one more that says that they are not.
_NUMBER_TAIL = 3


class BrokenJson(ValueError):
    """Raised for a text that is no JSON, or has a value that is too large; the text says where."""


class JsonStream:
    """A JSON text that is read from its beginning, each part once."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self._decoder = json.JSONDecoder()
        self._buffer = ""
        self._at = 0
        self._is_whole = False
        # The line and column, from 1, at which the buffer begins.
        self._line = self._column = 1

    def peek(self) -> str:
        """Return the next character that is not blank, without reading it; "" at the end."""
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in _BLANK:
                    return self._buffer[self._at]
                self._at += 1
            if not self._read(PIECE):
                return ""

    def take(self, mark: str) -> bool:
        """Read this character if it is next, and return whether it was."""
        if self.peek() != mark:
            return False
        self._at += 1
        return True

    def value(self) -> object:
        """Read a value in whole; raise BrokenJson where there is none, or it is too large."""
        value = self.small_value(LARGEST_VALUE)
        if value is TOO_LARGE:
            raise self.fault(f"a value has more than {LARGEST_VALUE:,} characters")
        return value

    def small_value(self, most: int) -> object:
        """Read a value of at most about `most` characters in whole.

        Return TOO_LARGE, and stay before the value, if it has more.
        """
        self.peek()
        piece = PIECE
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except RecursionError:
                raise BrokenJson("lists within lists without end") from None
            except json.JSONDecodeError as broken:
                if not self._may_be_cut_off(broken):
                    raise self.fault(broken.msg, broken.pos) from None
                if len(self._buffer) - self._at > most:
                    return TOO_LARGE
                at = broken.pos - self._at
                if not self._read(piece):
                    raise self.fault(broken.msg, self._at + at) from None
                piece *= 2
            except ValueError as broken:
                # A number with more digits than Python reads.
                raise self.fault(str(broken)) from None
            else:
                # A number may go on beyond what was read: "1" of "1.5", with the point before the end.
                length = end - self._at
                rest = self._buffer[end : end + _NUMBER_TAIL]
                if rest.strip(".eE+-") or len(rest) == _NUMBER_TAIL or not self._read(PIECE):
                    self._at += length
                    return value

    def _may_be_cut_off(self, broken: json.JSONDecodeError) -> bool:
        """Return whether the text may only be wrong because no more of it was read."""
        near_the_end = broken.pos >= len(self._buffer) - _LONGEST_WORD
        return near_the_end or broken.msg.startswith("Unterminated string")

    def fields(self) -> Iterator[str]:
        """Enter an object and yield its keys, before each of whose values the stream stands then."""
        self._expect("{")
        if self.take("}"):
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise self.fault("a key is no text in quotation marks")
            self._expect(":")
            yield key
            if self.take("}"):
                return
            self._expect(",")

    def elements(self) -> Iterator[None]:
        """Enter a list and yield before each of its elements, which has to be read then."""
        self._expect("[")
        if self.take("]"):
            return
        while True:
            yield
            if self.take("]"):
                return
            self._expect(",")

    def end(self) -> None:
        """Raise BrokenJson where something follows."""
        if self.peek():
            raise self.fault("something follows the end of the text")

    def fault(self, reason: str, at: int | None = None) -> BrokenJson:
        """Return an error that names the line where the stream stands, or that of a place of its buffer."""
        line, column = self._position(self._at if at is None else at)
        return BrokenJson(f"{reason[:_LONGEST_FAULT]}: line {line} column {column}")

    def _position(self, at: int) -> tuple[int, int]:
        """Return the line and the column of a place of the buffer, both from 1."""
        breaks = self._buffer.count("\n", 0, at)
        if not breaks:
            return self._line, self._column + at
        return self._line + breaks, at - self._buffer.rindex("\n", 0, at)

    def _expect(self, mark: str) -> None:
        if not self.take(mark):
            raise self.fault(f"“{mark}” is expected")

    def _read(self, count: int) -> bool:
        """Read more of the text behind what is left; return whether there was more."""
        more = "" if self._is_whole else self._text.read(count)
        if not more:
            self._is_whole = True
            return False
        self._line, self._column = self._position(self._at)
        self._buffer = self._buffer[self._at :] + more
        self._at = 0
        return True


class _TooLarge:
    pass


TOO_LARGE = _TooLarge()
