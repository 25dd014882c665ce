"""Parses Telegram's MarkdownV2 into plain text and entities, or refuses it in Telegram's words."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from .entities_links import Unparsable, emoji_entity, link_entity, time_entity
from .errors import Json
from .utf16 import units

# Telegram's own name of a kind, as its refusals have it; the mark that begins it, and the one that ends it.
MARKS = {
    "Underline": ("underline", "__", "__"),
    "Italic": ("italic", "_", "_"),
    "Bold": ("bold", "*", "*"),
    "Strikethrough": ("strikethrough", "~", "~"),
    "Spoiler": ("spoiler", "||", "||"),
    "CustomEmoji": ("custom_emoji", "![", "]"),
    "TextUrl": ("text_link", "[", "]"),
    "Pre": ("pre", "```", "```"),
    "PreCode": ("pre", "```", "```"),
    "Code": ("code", "`", "`"),
}
BEGINS = ("Underline", "Italic", "Bold", "Strikethrough", "Spoiler", "CustomEmoji", "TextUrl", "Pre", "Code")
LITERAL = {"Code", "Pre", "PreCode"}
PLAIN = re.compile(r"[^_*\[\]()~`>#+\-=|{}.!\\\n\r]+")
LANGUAGE = re.compile(r"[^\s`]+(?=[\s])")
LINE_END = re.compile(r"\r\n|\n\r|\r|\n|")


@dataclass(slots=True)
class Open:
    """A mark that has no end yet."""

    kind: str
    at: int
    offset: int
    start: int
    language: str = ""


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """Return the plain text and its entities, in the order in which they were closed."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.nested: list[Open] = []
        self.entities: list[Json] = []
        self.line_begins = True
        self.in_quote = False
        self.expandable = False

    def read(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            self.step()
        if self.nested and self.nested[-1].kind == "BlockQuote":
            self.end_quote()
        if self.nested:
            raise self.unended()
        return "".join(self.out), self.entities

    def step(self) -> None:
        literal = bool(self.nested) and self.nested[-1].kind in LITERAL
        plain = PLAIN.match(self.source, self.at)
        character = self.source[self.at]
        if plain:
            self.put(plain.group())
        elif (
            character == "\\"
            and self.source[self.at + 1 : self.at + 2].isascii()
            and self.at + 1 < len(self.source)
        ):
            self.at += 1
            self.put(self.source[self.at])
        elif character in "\r\n\\" or (literal and character != "`"):
            self.put(character)
            if character == "\n" and self.in_quote and not literal:
                self.end_line()
        elif self.nested and self.ends(self.nested[-1].kind):
            self.close()
        elif character == ">" and self.line_begins and not self.in_quote:
            self.nested.append(Open("BlockQuote", self.at, self.offset, len(self.out)))
            self.in_quote = True
            self.at += 1
        elif character == ">" and self.line_begins:
            self.at += 1
            self.line_begins = False
        elif self.in_quote and re.compile(r"\|\|(?=\r?\n|\Z)").match(self.source, self.at):
            self.expandable = True
            self.at += 2
        else:
            self.begin()

    def put(self, piece: str) -> None:
        self.out.append(piece)
        self.offset += units(piece)
        self.at += len(piece)
        if piece != "\r":
            self.line_begins = piece == "\n"

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def unended(self) -> Unparsable:
        top = self.nested[-1]
        return Unparsable(f"Can't find end of {top.kind} entity at byte offset {self.byte(top.at)}")

    def end_line(self) -> None:
        if self.expandable or not self.source.startswith(">", self.at):
            self.end_quote()

    def end_quote(self) -> None:
        if self.nested[-1].kind != "BlockQuote":
            raise self.unended()
        quote = self.nested.pop()
        if self.offset > quote.offset:
            kind = "expandable_blockquote" if self.expandable else "blockquote"
            self.entities.append({"type": kind, "offset": quote.offset, "length": self.offset - quote.offset})
        self.in_quote = self.expandable = False

    def ends(self, kind: str) -> bool:
        if kind == "BlockQuote":
            return False
        end = MARKS[kind][2]
        # Two underscores always are an underline's, never the end of an italic and the begin of the next.
        return self.source.startswith(end, self.at) and not (
            kind == "Italic" and self.source.startswith("__", self.at)
        )

    def begin(self) -> None:
        kind = next((kind for kind in BEGINS if self.source.startswith(MARKS[kind][1], self.at)), None)
        if kind is None:
            character = self.source[self.at]
            raise Unparsable(
                f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
            )
        opened = Open(kind, self.at, self.offset, len(self.out))
        self.at += len(MARKS[kind][1])
        if kind == "Pre":
            if language := LANGUAGE.match(self.source, self.at):
                opened.kind, opened.language = "PreCode", language.group()
                self.at = language.end()
            line_end = LINE_END.match(self.source, self.at)
            self.at = line_end.end() if line_end else self.at
        self.nested.append(opened)

    def close(self) -> None:
        opened = self.nested.pop()
        self.at += len(MARKS[opened.kind][2])
        place: Json = {"offset": opened.offset, "length": self.offset - opened.offset}
        entity: Json | None = {"type": MARKS[opened.kind][0]}
        if opened.kind == "PreCode":
            entity = {"type": "pre", "language": opened.language}
        elif opened.kind == "TextUrl":
            inside = "".join(self.out[opened.start :])
            entity = link_entity(self.address("a URL") if self.source.startswith("(", self.at) else inside)
        elif opened.kind == "CustomEmoji":
            if not self.source.startswith("(", self.at):
                raise Unparsable("Custom emoji entity must contain a tg://emoji URL")
            entity = custom_entity(self.address("a custom emoji URL"))
        if entity and place["length"]:
            self.entities.append({**entity, **place})

    def address(self, called: str) -> str:
        self.at += 1
        begin = self.at
        pieces: list[str] = []
        while not self.source.startswith(")", self.at):
            if self.source.startswith("\\", self.at) and self.source[self.at + 1 : self.at + 2].isascii():
                self.at += 1
            if self.at >= len(self.source):
                raise Unparsable(f"Can't find end of {called} at byte offset {self.byte(begin)}")
            pieces.append(self.source[self.at])
            self.at += 1
        self.at += 1
        return "".join(pieces)


def custom_entity(url: str) -> Json:
    """Return a custom_emoji or a date_time entity for the address behind `![…]`."""
    parts = urlsplit(url)
    if parts.scheme != "tg":
        raise Unparsable("Custom emoji URL must have scheme tg")
    host = (parts.netloc or parts.path).strip("/").lower()
    query = dict(parse_qsl(parts.query))
    if host == "time":
        return time_entity(query.get("unix", ""), query.get("format", ""))
    if host != "emoji":
        raise Unparsable('Custom emoji URL must have host "emoji"')
    if "id" not in query:
        raise Unparsable("Custom emoji URL must have an emoji identifier")
    return emoji_entity(query["id"])
