"""Read secrets from files that settings such as `BOT_TOKEN_FILE` name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

# Settings that may stand in a file of their own, as containers and systemd hand over secrets.
SECRETS = ("bot_token", "webhook_secret", "database_url", "smtp_url", "bounces_url", "packages_api_token")
# Bytes. A longer file is refused: it holds no secret, and one such as /dev/zero has no end.
LARGEST = 16 * 1024


def read_secret_files(given: Mapping[str, object]) -> dict[str, object]:
    """Return the settings in `given`; the content of the file at `NAME_FILE` becomes the setting `NAME`.

    Raise ValueError, with a line for each fault, where a file can't be used, or secret and file are both
    given. No line repeats what a file holds.
    """
    found, faults = dict(given), []
    for name in SECRETS:
        file = given.get(f"{name}_file")
        if not file:
            continue
        if given.get(name):
            faults.append(f"{name.upper()} and {name.upper()}_FILE are both set: take one away")
            continue
        try:
            found[name] = _read(Path(str(file)))
        except ValueError as fault:
            faults.append(f"{name.upper()}_FILE: {file} {fault}")
    if faults:
        raise ValueError("\n".join(faults))
    return found


def _read(file: Path) -> str:
    """Return what the file holds, without newlines at its end; raise ValueError that says what is wrong."""
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as failure:
        raise ValueError(f"can't be read ({failure.strerror})") from None
    if len(content) > LARGEST:
        raise ValueError("is too long for a secret")
    try:
        secret = content.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise ValueError("holds no text") from None
    if not secret:
        raise ValueError("is empty")
    return secret
