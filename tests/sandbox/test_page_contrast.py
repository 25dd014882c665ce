"""Test that what is written on the page stands out from what it is written on, by day and by night."""

import re
from pathlib import Path

import pytest

LOOK = Path(__file__).parents[2] / "sandbox" / "page" / "look.css"
# What WCAG 2.2 asks of text of ordinary size on level AA.
ENOUGH = 4.5
PAPERS = ("paper", "paper-a", "paper-b", "paper-c", "paper-d")
# Text, and what lies below it from the bottom up.
PAIRS = [
    *(("ink-soft", (ground,)) for ground in ("surface", "bar", "shown", "surface-hover")),
    ("ink-soft", ("surface", "their-tint-soft")),
    ("accent-strong", ("surface",)),
    ("accent-strong", ("shown",)),
    ("danger", ("surface",)),
    *(("white", (ground,)) for ground in ("current", "badge", "accent-fill")),
    *(("white", (f"key-{style}",)) for style in ("success", "danger", "primary")),
    *(("white", (paper, ground)) for paper in PAPERS for ground in ("key", "pill")),
    ("theirs-meta", ("theirs",)),
    ("own-meta", ("own",)),
    ("their-tint", ("theirs", "their-tint-soft")),
    ("own-tint", ("own", "own-tint-soft")),
    *(("code", (ground,)) for ground in ("theirs", "own")),
    ("link", ("theirs",)),
    *((f"ink-{tint}", ("theirs",)) for tint in range(7)),
]


def colours(*, dark: bool) -> dict[str, str]:
    """Return the colours of the page by name, as #rrggbb or #rrggbbaa."""
    day, night = LOOK.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): #(\w+);", day))
    if dark:
        found |= dict(re.findall(r"--([\w-]+): #(\w+);", night))
    return {
        name: value if len(value) > 4 else "".join(sign * 2 for sign in value)
        for name, value in found.items()
    }


def laid(colour: str, below: list[float]) -> list[float]:
    """Return a colour, which may be transparent, as it looks on another one."""
    *parts, alpha = (int(colour[at : at + 2] or "ff", 16) / 255 for at in range(0, 8, 2))
    return [part * alpha + under * (1 - alpha) for part, under in zip(parts, below, strict=True)]


def luminance(parts: list[float]) -> float:
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
def test_words_stand_out_from_what_is_below_them(*, dark: bool) -> None:
    known = colours(dark=dark) | {"white": "ffffff"}
    weak = []
    for text, grounds in PAIRS:
        below = [0.0, 0.0, 0.0]
        for ground in grounds:
            below = laid(known[ground], below)
        lighter, darker = sorted([luminance(laid(known[text], below)), luminance(below)], reverse=True)
        ratio = (lighter + 0.05) / (darker + 0.05)
        if ratio < ENOUGH:
            weak.append(f"{text} on {' and '.join(grounds)}: {ratio:.2f}")
    assert weak == []
