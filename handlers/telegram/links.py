"""Read the words of a message with the addresses that its links lead to."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram.types import MessageEntity

_LINK = "text_link"
# High bytes of the second half of a character that has two UTF-16 units: nothing is put in between.
_SECOND_HALF = frozenset(bytes([high]) for high in range(0xDC, 0xE0))


def with_addresses(text: str, entities: Sequence[MessageEntity] | None) -> str:
    """Return the text with the address of each link in brackets behind its words: "Paket A (https://…)".

    An address that is itself what the link shows is not repeated. Offsets of Telegram count UTF-16 units.
    """
    links = [entity for entity in entities or () if entity.type == _LINK and entity.url]
    if not links:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    parts: list[bytes] = []
    end = 0
    for link in sorted(links, key=lambda link: link.offset):
        begin, behind = 2 * link.offset, 2 * (link.offset + link.length)
        if units[behind + 1 : behind + 2] in _SECOND_HALF:
            behind += 2
        words = units[begin:behind].decode("utf-16-le", "replace").strip()
        parts.append(units[end:behind])
        end = max(end, behind)
        url = link.url or ""
        if words.rstrip("/") not in {url.rstrip("/"), url.partition("://")[2].rstrip("/")}:
            parts.append(f" ({url})".encode("utf-16-le", "surrogatepass"))
    return b"".join([*parts, units[end:]]).decode("utf-16-le", "surrogatepass")
