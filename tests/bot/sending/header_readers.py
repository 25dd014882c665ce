"""Read headers of a letter with parsers that share no code with the bot."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest

PERL = r"""
use Encode; use MIME::Base64; $| = 1;
while (<STDIN>) {
    my $text = Encode::decode("MIME-Header", decode_base64($_));
    print encode_base64(Encode::encode("UTF-8", $text), ""), "\n";
}
"""

HeaderReader = Callable[[bytes, str], str]


def raw_header(letter: bytes, name: str) -> bytes:
    """Return the value of a header as it stands in the letter, folded."""
    found = re.search(rb"^%s: (.*?)\r\n(?![ \t])" % name.encode(), letter, re.DOTALL | re.MULTILINE)
    assert found, f"no header {name}"
    return found[1]


def by_legacy_python(letter: bytes, name: str) -> str:
    """Read with `email.header`, which mail programs written in Python use since 2.2."""
    unfolded = raw_header(letter, name).replace(b"\r\n", b"").decode("ascii")
    return str(make_header(decode_header(unfolded)))


def by_modern_python(letter: bytes, name: str) -> str:
    """Read with the parser of RFC 5322 in `email.policy`."""
    return str(message_from_bytes(letter, policy=policy.default)[name])


class PerlReader:
    """Read with Perl's Encode, in one process for as many headers as wanted."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["perl", "-e", PERL],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __call__(self, letter: bytes, name: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b64encode(raw_header(letter, name)) + b"\n")
        self._process.stdin.flush()
        return b64decode(self._process.stdout.readline()).decode()

    def close(self) -> None:
        self._process.communicate()


def has_perl() -> bool:
    """Return whether this machine has Perl with its module Encode."""
    if shutil.which("perl") is None:
        return False
    return subprocess.run(["perl", "-MEncode", "-e", "1"], check=False).returncode == 0


@pytest.fixture(scope="session")
def header_readers() -> Iterator[Mapping[str, HeaderReader]]:
    """Yield the parsers that this machine has, by their names."""
    readers: dict[str, HeaderReader] = {"legacy Python": by_legacy_python, "modern Python": by_modern_python}
    perl = PerlReader() if has_perl() else None
    if perl is not None:
        readers["Perl"] = perl
    yield readers
    if perl is not None:
        perl.close()
