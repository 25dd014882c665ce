"""Parses Telegram's HTML into plain text and entities, or refuses it in Telegram's words."""

import re
from dataclasses import dataclass

from .entities_links import Unparsable, emoji_entity, link_entity, time_entity
from .errors import Json
from .utf16 import units

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
}
TAGS = {*SIMPLE, "a", "blockquote", "tg-emoji", "tg-time"}
ATTRIBUTES = {
    ("a", "href"),
    ("code", "class"),
    ("span", "class"),
    ("tg-emoji", "emoji-id"),
    ("tg-time", "unix"),
    ("tg-time", "format"),
    ("blockquote", "expandable"),
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,8})|#([0-9]{1,8})|([a-zA-Z]+));?")
# Escaped characters are read with the words around them: a text may hold thousands of them.
PLAIN = re.compile(r"(?:[^<&]+|&(?:lt|gt|amp|quot);)+")
SPACE = re.compile(r"[ \t\r\n\v\f\0]*")
TAG_NAME = re.compile(r"[^ \t\r\n\v\f\0>]*")
ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\v\f\0=>/\"']*")
TOKEN = re.compile(r"[a-zA-Z0-9.-]*")


@dataclass(slots=True)
class Open:
    """A tag that has no end tag yet."""

    tag: str
    attributes: dict[str, str]
    offset: int
    start: int


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Return the plain text and its entities, in the order in which they were closed."""
    return _Reader(source).read()


def _unescaped(plain: str) -> str:
    if "&" not in plain:
        return plain
    # The ampersand comes last, so that none that it leaves is read again.
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.nested: list[Open] = []
        self.entities: list[Json] = []
        self.language = ""

    def read(self) -> tuple[str, list[Json]]:
        source = self.source
        while self.at < len(source):
            plain = PLAIN.match(source, self.at)
            if plain:
                self.put(_unescaped(plain.group()))
                self.at = plain.end()
            elif source[self.at] == "&":
                self.put(self.reference())
            elif source.startswith("</", self.at):
                self.close_tag()
            else:
                self.open_tag()
        if self.nested:
            raise Unparsable(f'Can\'t find end tag corresponding to start tag "{self.nested[-1].tag}"')
        return "".join(self.out), self.entities

    def put(self, piece: str) -> None:
        self.out.append(piece)
        self.offset += units(piece)

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        assert match
        self.at = match.end()
        return match.group()

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def reference(self) -> str:
        match = REFERENCE.match(self.source, self.at)
        if match:
            hexadecimal, decimal, name = match.groups()
            code = int(hexadecimal, 16) if hexadecimal else int(decimal or 0)
            if 0xD800 <= code <= 0xDFFF:
                raise Unparsable(
                    "Text contains invalid Unicode characters after decoding HTML entities, "
                    "check for unmatched surrogate code units"
                )
            found = NAMED.get(name or "") or (chr(code) if 0 < code < 0x10FFFF else "")
            if found:
                self.at = match.end()
                return found
        self.at += 1
        return "&"

    def open_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self.skip(TAG_NAME).lower()
        if not self.peek():
            raise Unparsable(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if tag not in TAGS:
            raise Unparsable(f'Unsupported start tag "{tag}" at byte offset {self.byte(begin)}')
        attributes: dict[str, str] = {}
        self.skip(SPACE)
        while self.peek() != ">":
            self.attribute(tag, begin, attributes)
            self.skip(SPACE)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise Unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self.byte(begin)}')
        self.nested.append(Open(tag, attributes, self.offset, len(self.out)))

    def attribute(self, tag: str, begin: int, attributes: dict[str, str]) -> None:
        name = self.skip(ATTRIBUTE_NAME)
        if not self.peek() and not name:
            raise Unparsable(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if not name:
            raise Unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {self.byte(begin)}')
        self.skip(SPACE)
        value = ""
        if self.peek() == "=":
            self.at += 1
            self.skip(SPACE)
            if not self.peek():
                raise Unparsable(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
            value = self.value()
        elif not self.peek():
            raise Unparsable(f'Unclosed start tag "{tag}" at byte offset {self.byte(begin)}')
        if not self.peek():
            raise Unparsable(f"Unclosed start tag at byte offset {self.byte(begin)}")
        if (tag, name) in ATTRIBUTES:
            attributes[name] = value

    def value(self) -> str:
        quote = self.peek()
        if quote not in "\"'":
            begin = self.at
            token = self.skip(TOKEN)
            if self.peek() and self.peek() not in " \t\r\n\v\f>":
                raise Unparsable(f"Unexpected end of name token at byte offset {self.byte(begin)}")
            return token.lower()
        self.at += 1
        pieces: list[str] = []
        while self.peek() not in {quote, ""}:
            if self.peek() == "&":
                pieces.append(self.reference())
            else:
                pieces.append(self.peek())
                self.at += 1
        self.at += 1
        return "".join(pieces)

    def close_tag(self) -> None:
        begin = self.at
        if not self.nested:
            raise Unparsable(f"Unexpected end tag at byte offset {self.byte(begin)}")
        self.at += 2
        found = self.skip(TAG_NAME).lower()
        self.skip(SPACE)
        if self.peek() != ">":
            raise Unparsable(f"Unclosed end tag at byte offset {self.byte(begin)}")
        self.at += 1
        opened = self.nested.pop()
        if found not in {opened.tag, ""}:
            raise Unparsable(
                f"Unmatched end tag at byte offset {self.byte(begin)}, "
                f'expected "</{opened.tag}>", found "</{found}>"'
            )
        length = self.offset - opened.offset
        if length > 0:
            self.add(opened, {"offset": opened.offset, "length": length})

    def add(self, opened: Open, place: Json) -> None:
        given = opened.attributes
        match opened.tag:
            case "a":
                link = link_entity(given.get("href") or "".join(self.out[opened.start :]))
                if link:
                    self.entities.append({**link, **place})
            case "tg-emoji":
                self.entities.append({**emoji_entity(given.get("emoji-id", "")), **place})
            case "tg-time":
                self.entities.append({**time_entity(given.get("unix", ""), given.get("format", "")), **place})
            case "blockquote":
                kind = "expandable_blockquote" if "expandable" in given else "blockquote"
                self.entities.append({"type": kind, **place})
            case "code" | "pre":
                self.add_code(opened, place)
            case tag:
                self.entities.append({"type": SIMPLE[tag], **place})

    def add_code(self, opened: Open, place: Json) -> None:
        """Add code or a block; both over exactly the same place are one block with a language."""
        span = (place["offset"], place["length"])
        language = opened.attributes.get("class", "").partition("language-")[2]
        last = self.entities[-1] if self.entities else {}
        pair = {last.get("type"), opened.tag} == {"code", "pre"}
        if pair and (last["offset"], last["length"]) == span and (language or self.language):
            self.entities[-1] = {"type": "pre", **place, "language": language or self.language}
        else:
            self.entities.append({"type": opened.tag, **place})
        self.language = language
