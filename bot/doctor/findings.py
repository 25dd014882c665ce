"""Define what an examination finds, and the words for what goes wrong on a network."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

# Seconds that anything asked has for its answer.
PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined: what was found, and, where it is wrong, what to do. Holds no secret."""

    name: str
    found: str
    advice: str = ""

    @property
    def is_wrong(self) -> bool:
        """Return whether somebody has to do something."""
        return bool(self.advice)


def wrong_setting(line: str) -> Finding:
    """Return the finding for a line of `WrongSettings`."""
    return Finding("settings", line, "correct it in the environment or in .env")


def causes(failure: BaseException) -> Iterator[BaseException]:
    """Yield a failure and what caused it, outermost first."""
    seen: set[int] = set()
    current: BaseException | None = failure
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def unreachable(name: str, what: str, failure: BaseException, setting: str) -> Finding:
    """Return the finding for a server that was not reached; `setting` is where its address stands."""
    found, advice = f"{type(failure).__name__}", f"check {setting}, and whether it runs"
    for cause in causes(failure):
        match cause:
            case ssl.SSLCertVerificationError(verify_message=reason):
                found = f"its certificate is not trusted here ({reason})"
                advice = "renew it, or add its issuer to the certificates that this machine trusts"
            case socket.gaierror():
                found, advice = "its name is not known", f"correct {setting}, or this machine's DNS"
            case ConnectionRefusedError():
                found = "nothing listens there"
            case TimeoutError():
                found, advice = "no answer in time", f"check {setting}, and the firewalls in between"
            case _:
                continue
        break
    return Finding(name, f"{what} is not reached: {found}", advice)


def host_of(url: object) -> str:
    """Return the host and port of an address, without the user, password and path, which may be secret."""
    parts = urlsplit(str(url))
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
