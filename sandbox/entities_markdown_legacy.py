"""Parses Telegram's first Markdown, which is still served, into plain text and entities."""

import re

from .entities_links import Unparsable, link_entity
from .errors import Json
from .utf16 import units

KINDS = {"_": "italic", "*": "bold", "`": "code"}
PLAIN = re.compile(r"[^_*`\[\\]+")
ESCAPED = re.compile(r"\\([_*`\[])")
# A block begins with three backquotes, which a language and one line break may follow.
LANGUAGE = re.compile(r"([^\s`]+)(?=\s)")
LINE_END = re.compile(r"\r\n|\n\r|\r|\n|")
ADDRESS = re.compile(r"\(([^)]*)\)?")


def parse_legacy_markdown(source: str) -> tuple[str, list[Json]]:
    """Return the plain text and its entities; these can't lie in each other.

    Raise Unparsable for a mark without its end. Source: td, MessageEntity.cpp.
    """
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.entities: list[Json] = []

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            plain = PLAIN.match(self.source, self.at)
            escaped = ESCAPED.match(self.source, self.at)
            if plain or escaped:
                self.put(plain.group() if plain else self.source[self.at + 1])
                self.at = plain.end() if plain else self.at + 2
            elif self.source[self.at] == "\\":
                self.put("\\")
                self.at += 1
            else:
                self.read_entity()
        return "".join(self.out), self.entities

    def put(self, piece: str) -> None:
        self.out.append(piece)
        self.offset += units(piece)

    def read_entity(self) -> None:
        begin = self.at
        mark = self.source[begin]
        entity: Json = {"type": KINDS.get(mark, "text_link")}
        end_mark = "]" if mark == "[" else mark
        self.at += 1
        if self.source.startswith("```", begin):
            end_mark = "```"
            entity = self.begin_block()
        end = self.source.find(end_mark, self.at)
        if end < 0:
            at = len(self.source[:begin].encode())
            raise Unparsable(f"Can't find end of the entity starting at byte offset {at}")
        inside = self.source[self.at : end]
        self.at = end + len(end_mark)
        if not inside:
            return
        place = {"offset": self.offset, "length": units(inside)}
        self.put(inside)
        found = self.link(inside) if mark == "[" else entity
        if found:
            self.entities.append({**found, **place})

    def begin_block(self) -> Json:
        """Skip the begin of a block of code and return its entity."""
        self.at += 2
        language = LANGUAGE.match(self.source, self.at)
        if language:
            self.at = language.end()
        line_end = LINE_END.match(self.source, self.at)
        self.at = line_end.end() if line_end else self.at
        return {"type": "pre", "language": language.group(1)} if language else {"type": "pre"}

    def link(self, inside: str) -> Json | None:
        """Return the link whose address stands behind its text, or is the text itself."""
        address = ADDRESS.match(self.source, self.at)
        if address is None:
            return link_entity(inside)
        self.at = address.end()
        return link_entity(address.group(1))
