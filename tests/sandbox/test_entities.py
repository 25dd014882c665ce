"""Markup becomes texts, entities and refusals exactly as Telegram has them."""

from contextlib import suppress
from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.entities import CAPTION, TEXT, formatted, plain
from sandbox.errors import Refusal
from tests.cases import for_each

Marks = list[tuple[Any, ...]]
INVALID = (
    "Text contains invalid Unicode characters after decoding HTML entities, "
    "check for unmatched surrogate code units"
)
FIELDS = ("url", "language", "custom_emoji_id", "unix_time", "date_time_format")


def read(source: str, mode: str) -> tuple[str, Marks]:
    text, entities = formatted(source, mode, None, TEXT)
    return text, [
        (e["type"], e["offset"], e["length"], *(e[field] for field in FIELDS if field in e)) for e in entities
    ]


def refusal(source: str, mode: str) -> str:
    with pytest.raises(Refusal) as refused:
        formatted(source, mode, None, TEXT)
    return refused.value.description.removeprefix("Bad Request: can't parse entities: ")


@for_each(
    ("source", "text", "entities"),
    [
        ("<b>tebal</b> <strong>tebal</strong>", "tebal tebal", [("bold", 0, 5), ("bold", 6, 5)]),
        ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
        ("<span class='tg-spoiler'>b</span>", "b", [("spoiler", 0, 1)]),
        ("<blockquote>a</blockquote>\nb", "a\nb", [("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<B>x</B >", "x", [("bold", 0, 1)]),
        ("<b>x</>", "x", [("bold", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [("italic", 5, 6)]),
        ("🏟 🏟<i>🏟 &gt;<b aba   =   caba>&lt🏟</b></i>", "🏟 🏟🏟 ><🏟", [("italic", 5, 7), ("bold", 9, 3)]),
        ("➡️ ➡️<i>➡️ ➡️</i>", "➡️ ➡️➡️ ➡️", [("italic", 5, 5)]),
        ("&ge;&lt;&gt;&amp;&quot;&laquo;&#12345678;", '&ge;<>&"&laquo;&#12345678;', []),
        ("&#65;&#x42;", "AB", []),
        ("a & b &", "a & b &", []),
        ("<b></b>x", "x", []),
        ("<b> </b>x", " x", []),
        ("  x  <b> </b>", "x", []),
        ("<b>x \n</b>", "x", [("bold", 0, 1)]),
        ("a\tb\rc\x07", "a bc", []),
        ("<b>a\rb</b>c<i>\r\rd</i>", "abcd", [("bold", 0, 2), ("italic", 3, 1)]),
        ("<a href='lkpp.go.id'>x</a>", "x", [("text_link", 0, 1, "http://lkpp.go.id/")]),
        ("<a href=\"https://LKPP.go.id/a?b=1&amp;c=2\">x</a>", "x", [("text_link", 0, 1, "https://lkpp.go.id/a?b=1&c=2")]),
        ("<a>lkpp.go.id</a>", "lkpp.go.id", [("text_link", 0, 10, "http://lkpp.go.id/")]),
        ("<a href='bukan alamat'>x</a>", "x", []),
        ("<pre>a</pre>", "a", [("pre", 0, 1)]),
        ("<pre><code class='language-py'>a</code></pre>", "a", [("pre", 0, 1, "py")]),
        ("<code class='language-py'><pre>a</pre></code>", "a", [("pre", 0, 1, "py")]),
        ("<pre> <code class='language-py'>a</code></pre>", " a", [("pre", 0, 2)]),
        ("<b>x<code>y</code>z</b>", "xyz", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("<tg-emoji emoji-id='54321'>🏟</tg-emoji>", "🏟", [("custom_emoji", 0, 2, "54321")]),
        ("<tg-time unix='1647531900' format='wDT'>x</>", "x", [("date_time", 0, 1, 1647531900, "wDT")]),
        ("<tg-time unix=1647531900>besok</tg-time>", "besok", [("date_time", 0, 5, 1647531900)]),
        ("<b>/start</b> @lpse", "/start @lpse", [("bold", 0, 6), ("bot_command", 0, 6), ("mention", 7, 5)]),
        ("<code>/start</code>", "/start", [("code", 0, 6)]),
    ],
)  # fmt: skip
def test_html_becomes_text_and_entities(source: str, text: str, entities: Marks) -> None:
    assert read(source, "HTML") == (text, entities)


@for_each(
    ("source", "words"),
    [
        ("ab <x>", 'Unsupported start tag "x" at byte offset 3'),
        ("🏟 🏟&lt;<abac>", 'Unsupported start tag "abac" at byte offset 13'),
        ("harga < 5 juta", 'Unsupported start tag "" at byte offset 6'),
        ("harga <5 juta>", 'Unsupported start tag "5" at byte offset 6'),
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba>", 'Can\'t find end tag corresponding to start tag "i"'),
        ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
        ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        ("🏟 🏟&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji emoji-id='x'>y</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        (
            "&#xD83D;",
            INVALID,
        ),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    assert refusal(source, "HTML") == words


@for_each(
    ("source", "text", "entities"),
    [
        (r"\\\_\*\`", r"\_*`", []),
        (r"🏟 🏟_abac \* asd _x", "🏟 🏟abac * asd x", [("italic", 5, 11)]),
        ("🏟 🏟_🏟 __🏟___", "🏟 🏟🏟 🏟", [("italic", 5, 5), ("underline", 8, 2)]),
        ("🏟 🏟__🏟 _🏟_ __x", "🏟 🏟🏟 🏟 x", [("underline", 5, 6), ("italic", 8, 2)]),
        ("🏟 🏟```🏟 🏟```", "🏟 🏟 🏟", [("pre", 5, 3, "🏟")]),
        ("🏟 🏟```🏟\n\r🏟```", "🏟 🏟🏟", [("pre", 5, 2, "🏟")]),
        ("🏟 🏟`🏟 🏟```", "🏟 🏟🏟 🏟", [("code", 5, 5)]),
        ("x``````", "x", []),
        ("||test||", "test", [("spoiler", 0, 4)]),
        (r"~a~ *b*", "a b", [("strikethrough", 0, 1), ("bold", 2, 1)]),
        (r"[telegram\.org](https://telegram.dog?\\\()", "telegram.org", [("text_link", 0, 12, "https://telegram.dog/?\\(")]),
        ("[x](bukan)", "x", []),
        ("🏟 🏟![👍](TG://EMoJI/?test=1231&id=25#id=32)a", "🏟 🏟👍a", [("custom_emoji", 5, 2, "25")]),
        ("![besok](tg://time?unix=1647531900&format=r)", "besok", [("date_time", 0, 5, 1647531900, "r")]),
        (">a", "a", [("blockquote", 0, 1)]),
        ("abc\n>d\n>e\nf", "abc\nd\ne\nf", [("blockquote", 4, 4)]),
        (">*b\n>ld \n>bo\n>ld*\nasd", "b\nld \nbo\nld\nasd", [("blockquote", 0, 12), ("bold", 0, 11)]),
        ("*a\n>b\n>c\nasd*\ndef", "a\nb\nc\nasd\ndef", [("bold", 0, 9), ("blockquote", 2, 4)]),
        (">x\n**>2", "x\n2", [("blockquote", 0, 2), ("blockquote", 2, 1)]),
        (">asd\n>q||e||w||\nasdad", "asd\nqew\nasdad", [("expandable_blockquote", 0, 8), ("spoiler", 5, 1)]),
        (">asd\n>q||ew||\nasdad", "asd\nqew\nasdad", [("blockquote", 0, 8), ("spoiler", 5, 2)]),
    ],
)  # fmt: skip
def test_markdown_becomes_text_and_entities(source: str, text: str, entities: Marks) -> None:
    assert read(source, "MarkdownV2") == (text, entities)


@for_each(
    ("source", "words"),
    [
        *(
            (c, f"Character '{c}' is reserved and must be escaped with the preceding '\\'")
            for c in "]()#+-=|{}.!"
        ),
        ("🏟 🏟>", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("🏟 🏟_abacaba", "Can't find end of Italic entity at byte offset 9"),
        ("🏟 🏟_abac * asd ", "Can't find end of Bold entity at byte offset 15"),
        ("🏟 🏟_abac * asd _", "Can't find end of Italic entity at byte offset 21"),
        ("🏟 🏟`", "Can't find end of Code entity at byte offset 9"),
        ("🏟 🏟```a", "Can't find end of Pre entity at byte offset 9"),
        ("🏟 🏟```a ", "Can't find end of PreCode entity at byte offset 9"),
        ("🏟 🏟__🏟 🏟_", "Can't find end of Italic entity at byte offset 20"),
        ("🏟 🏟_🏟 🏟__", "Can't find end of Underline entity at byte offset 19"),
        ("🏟 🏟```🏟 🏟`", "Can't find end of Code entity at byte offset 21"),
        ("🏟 🏟__🏟 _🏟___", "Can't find end of Italic entity at byte offset 23"),
        (r"[telegram\.org](asd\)", "Can't find end of a URL at byte offset 16"),
        (r"🏟 🏟||test\|", "Can't find end of Spoiler entity at byte offset 9"),
        ("🏟 🏟![👍", "Can't find end of CustomEmoji entity at byte offset 9"),
        ("🏟 🏟![👍]", "Custom emoji entity must contain a tg://emoji URL"),
        ("🏟 🏟![👍](tg://emoji?id=1234", "Can't find end of a custom emoji URL at byte offset 17"),
        ("🏟 🏟![👍](t://emoji?id=1234)", "Custom emoji URL must have scheme tg"),
        ("🏟 🏟![👍](tg:emojis?id=1234)", 'Custom emoji URL must have host "emoji"'),
        ("🏟 🏟![👍](tg://emoji#test)", "Custom emoji URL must have an emoji identifier"),
        (">*b\n>ld \n>bo\nld*\nasd\ndef", "Can't find end of Bold entity at byte offset 1"),
        (">\n*a*>2", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        (">asd\n>q||e||w||\n||asdad", "Can't find end of Spoiler entity at byte offset 16"),
        (">asd\n>q||ew\n||asdad", "Can't find end of Spoiler entity at byte offset 7"),
        (">asd\n>q||e||w__\n||asdad", "Can't find end of Underline entity at byte offset 13"),
        (">asd\n>q||e||w||a\n||asdad", "Can't find end of Spoiler entity at byte offset 13"),
    ],
)
def test_broken_markdown_is_refused_in_telegrams_words(source: str, words: str) -> None:
    assert refusal(source, "MarkdownV2") == words


@for_each(
    ("source", "text", "entities"),
    [
        ("*tebal* _miring_ `kode`", "tebal miring kode", [("bold", 0, 5), ("italic", 6, 6), ("code", 13, 4)]),
        ("🏟 *🏟* _x_", "🏟 🏟 x", [("bold", 3, 2), ("italic", 6, 1)]),
        (r"a\_b \* \` \[x] \n", r"a_b * ` [x] \n", []),
        ("*a_b*", "a_b", [("bold", 0, 3)]),
        (r"*a\_b*", r"a\_b", [("bold", 0, 4)]),
        ("**x", "x", []),
        ("harga > 5! (a) [x](https://lkpp.go.id/a_b)", "harga > 5! (a) x", [("text_link", 15, 1, "https://lkpp.go.id/a_b")]),
        ("[lkpp.go.id] x", "lkpp.go.id x", [("text_link", 0, 10, "http://lkpp.go.id/")]),
        ("[x](bukan alamat)y", "xy", []),
        ("[x](https://lkpp.go.id/a", "x", [("text_link", 0, 1, "https://lkpp.go.id/a")]),
        ("```\nx = 1```", "x = 1", [("pre", 0, 5)]),
        ("```py\nx = 1\n```y", "x = 1\ny", [("pre", 0, 6, "py")]),
        ("```x = `1` ```", " = `1`", [("pre", 0, 6, "x")]),
        ("```x```", "x", [("pre", 0, 1)]),
        ("/a_b", None, "2"),
        ("🏟 *x", None, "5"),
        ("a ```x``", None, "2"),
        ("[x", None, "0"),
    ],
)  # fmt: skip
def test_the_first_markdown_becomes_text_and_entities(
    source: str, text: str | None, entities: Marks | str
) -> None:
    if text is None:
        words = f"Can't find end of the entity starting at byte offset {entities}"
        assert refusal(source, "Markdown") == words
    else:
        assert read(source, "markdown") == (text, entities)


# Letters, marks, signs, line ends and everything beyond the first plane, but nothing that Telegram takes out.
TAKEN_OUT = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u0333\u033f\u030a"
PERSONAL = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=TAKEN_OUT)
    | st.sampled_from("<>&\"'\n /@#_*[]`😀"),
    max_size=300,
)  # fmt: skip


@given(PERSONAL)
def test_any_text_of_a_person_comes_out_of_escaped_html_as_that_text(text: str) -> None:
    assert formatted(escape(text), "HTML", None, TEXT).text == text.strip(" \n")


@given(PERSONAL, PERSONAL)
def test_what_is_bold_covers_exactly_the_name_in_utf16(before: str, name: str) -> None:
    text, entities = formatted(f"{escape(before)}<b>{escape(name)}</b>.", "HTML", None, TEXT)
    bold = [entity for entity in entities if entity["type"] == "bold"]
    raw = text.encode("utf-16-le")
    shown = [raw[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in bold]
    assert shown == ([name] if name.strip(" \n") else [])


@given(PERSONAL)
def test_any_text_of_a_person_comes_out_of_escaped_markdown_as_that_text(text: str) -> None:
    escaped = "".join(f"\\{c}" if c in "_*[]()~`>#+-=|{}.!\\" else c for c in text)
    assert formatted(escaped, "MarkdownV2", None, TEXT).text == text.strip(" \n")


@given(
    st.text(st.sampled_from("<>/ab='\"& \n_*[]()~`>|!\\😀-"), max_size=60),
    st.sampled_from(["HTML", "MarkdownV2", "Markdown"]),
)
def test_nothing_that_is_sent_breaks_the_parsers(source: str, mode: str) -> None:
    with suppress(Refusal):
        text, entities = formatted(source, mode, None, TEXT)
        length = len(text.encode("utf-16-le")) // 2
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= length for e in entities)


def test_length_counts_after_parsing_in_utf16() -> None:
    assert len(formatted("<b>" + "&amp;" * 4096 + "</b>", "HTML", None, TEXT).text) == 4096
    with pytest.raises(Refusal, match=r"^Bad Request: message is too long$"):
        formatted("&amp;" * 4097, "HTML", None, TEXT)
    formatted("<b></b>" * 4681, "HTML", None, TEXT)
    with pytest.raises(Refusal, match=r"^Bad Request: text is too long$"):
        formatted("<b></b>" * 4682, "HTML", None, TEXT)
    formatted("😀" * 512, "", None, CAPTION)
    with pytest.raises(Refusal, match=r"^Bad Request: message caption is too long$"):
        formatted("😀" * 512 + "x", "", None, CAPTION)


def test_only_a_hundred_entities_stay() -> None:
    shown = formatted("<b>x</b> " * 120, "HTML", None, TEXT)
    assert [entity["offset"] for entity in shown.entities] == [2 * n for n in range(100)]


@for_each(
    ("text", "found"),
    [
        ("/start@lpse_bot x /7 a/b", [("bot_command", 0, 15), ("bot_command", 18, 2)]),
        ("lihat https://lpse.go.id/a?b=1.", [("url", 6, 24)]),
        ("buka lkpp.go.id, ya", [("url", 5, 10)]),
        ("tulis ke ppk@surabaya.go.id", [("email", 9, 18)]),
        ("#gangguan 😀 #lagi", [("hashtag", 0, 9), ("hashtag", 13, 5)]),
        ("versi 4.5.1 pukul 10.30", []),
    ],
)
def test_commands_links_and_tags_are_found(text: str, found: Marks) -> None:
    assert [(e["type"], e["offset"], e["length"]) for e in plain(text, TEXT).entities] == found
