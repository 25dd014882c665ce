"""One person in one talk, as they live it: they type, tap and send, and see rendered screens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from bot.master_data import load_faq
from conversations.answers import Answer, Pressed, Sent, Typed
from conversations.rendering import Rendered, Renderer
from conversations.runner import Runner, Turn
from conversations.screen import Button, Screen
from conversations.talk import Finished, State
from conversations.talks import TALKS
from conversations.world import World
from core.attachments import Upload
from core.errors import Refusal
from core.packages import PackageFacts, PackageKind, PackageStatus, Stage
from core.people import Person
from core.ticket import Ticket
from handlers.messages import message
from locales import load_translations
from sandbox.entities import ENTITY_LIMIT, TEXT_LIMIT, formatted
from sandbox.entities_html import parse_html
from sandbox.markup import inline_keyboard
from tests.conversations.fake_services import FakeFaqCounts, FakeSignIn
from tests.core.fakes import NOW, PPK, House

RENDERER = Renderer(load_translations(), timezone(timedelta(hours=7), "WIB"))
RUNNER = Runner(TALKS)
FAQ = load_faq()
# As large as a database lets them grow.
REVISION = 2**63 - 1

ROAD = PackageFacts(
    PackageKind.TENDER,
    "21150010",
    "Pembangunan Jalan Lingkar Timur",
    2020,
    Decimal("9756000783.95"),
    "Pekerjaan Konstruksi",
    "SPSE v4.3u20190904",
    stages=(Stage("Upload Dokumen Penawaran", NOW - timedelta(days=2), NOW + timedelta(hours=20)),),
)
OVER = replace(ROAD, code="21151010", status=PackageStatus.FINISHED)
BRIDGE = replace(ROAD, code="21150020", name="Rehabilitasi Jembatan Cikapundung", stages=())


@dataclass
class FakePackages:
    """What the data warehouse knows: two tenders of Surabaya and one of Bandung. `down`: nobody answers."""

    down: bool = False

    def find(self, kind: PackageKind, code: str) -> PackageFacts | None:
        if self.down:
            raise Refusal("packages_down")
        return next((p for p in (ROAD, OVER, BRIDGE) if (p.kind, p.code) == (kind, code)), None)


def as_telegram_shows(rendered: Rendered) -> str:
    """The words of a message that Telegram would take as it is; whatever it would refuse fails here."""
    sent = message(rendered, REVISION)
    text, entities = parse_html(sent["text"])
    assert formatted(sent["text"], "HTML", None, TEXT_LIMIT).text, "a message says something"
    assert len(entities) <= ENTITY_LIMIT, "what is above the limit would be dropped"
    if "reply_markup" in sent:
        inline_keyboard(sent["reply_markup"])
    assert all(button.label.strip() for row in rendered.rows for button in row), "every button has a label"
    return text


def upload(name: str = "pelapor.png", size: int = 2048, unique: str = "") -> Upload:
    """A file of this name; another name is another file."""
    return Upload(name, size, "application/octet-stream", f"file-{name}", unique or f"unique-{name}")


@dataclass
class Chat:
    """One person in one talk. What is kept between two answers goes through JSON, as in the database."""

    talk: str = "new"
    person: Person | None = PPK
    house: House = field(default_factory=House)
    subject: int | None = None
    draft: dict[str, Any] | None = None
    language: str = "id"
    now: datetime = NOW
    sign_in: FakeSignIn = field(default_factory=FakeSignIn)
    faq_counts: FakeFaqCounts = field(default_factory=FakeFaqCounts)
    packages: FakePackages = field(default_factory=FakePackages)
    messages: int = 0
    seconds: int = 0
    turn: Turn | None = None
    state: State = field(init=False)

    def __post_init__(self) -> None:
        self.state = RUNNER.begin(self.talk, self.world, self.subject, self.draft)
        self._look(RUNNER.screen(self.state, self.world))

    @property
    def world(self) -> World:
        house = self.house
        return World(
            now=self.now,
            master=house.master,
            trail=house.trail,
            tickets=house.tickets,
            numbers=house.numbers,
            offices=house.offices,
            people=house.people,
            accounts=house.accounts,
            packages=self.packages,
            sign_in=self.sign_in,
            faq_counts=self.faq_counts,
            person=self.person,
            ticket=house.tickets.get(self.subject) if self.subject else None,
            translate=lambda words: RENDERER.translate(words, self.language),
            spoken=RENDERER.spoken,
        )

    # What the person does.

    def types(self, *texts: str, later: int = 60, forwarded: bool = False) -> Chat:
        """Messages one after the other, each so many seconds after the one before."""
        for text in texts:
            self.seconds += later
            self.messages += 1
            self._answer(Typed(text, self.messages, self.seconds, forwarded))
        return self

    def taps(self, *labels: str) -> Chat:
        """Buttons by what stands on them, an icon aside."""
        for label in labels:
            self._answer(Pressed(self.button(label).says))
        return self

    def forges(self, token: str) -> Chat:
        """A press that no button of the screen makes."""
        return self._answer(Pressed(token))

    def sends(self, *files: Upload | str, caption: str = "", album: str = "") -> Chat:
        """Files, the first of which carries the caption, as in an album."""
        self.seconds += 60
        for at, file in enumerate(files):
            self.messages += 1
            what = upload(file) if isinstance(file, str) else file
            words = caption if at == 0 else ""
            self._answer(Sent(what, words, self.messages, self.seconds, album))
        return self

    def edits(self, source: int, text: str) -> Chat:
        """The message of this number, mended; where it answered nothing, nothing changes."""
        turn = RUNNER.correct(self.state, source, text, self.world)
        if turn is not None:
            self._apply(turn)
        return self

    def comes_back(self) -> Chat:
        """The draft is parked and taken up again, perhaps after a restart."""
        self.state = RUNNER.resume(State.from_dict(json.loads(json.dumps(self.state.to_dict()))), self.world)
        self._look(RUNNER.screen(self.state, self.world))
        return self

    # What the person sees.

    def button(self, label: str) -> Button:
        found = [b for row in self.rendered.rows for b in row if label in {b.label, _without_icon(b.label)}]
        assert len(found) == 1, f"{label!r} is one of {self.labels}"
        return found[0]

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.rendered.rows for button in row]

    def sees(self, *words: str) -> Chat:
        for word in words:
            assert word in self.text, f"{word!r} in {self.text!r}"
        return self

    def sees_not(self, *words: str) -> Chat:
        for word in words:
            assert word not in self.text, f"{word!r} not in {self.text!r}"
            assert not any(word in label for label in self.labels), f"{word!r} on no button of {self.labels}"
        return self

    def is_asked(self, step: str) -> Chat:
        """Where the talk is."""
        assert self.state.step == step, f"asked {self.state.step!r}: {self.text!r}"
        return self

    # What came of it.

    @property
    def wrong(self) -> str:
        """The code of what was wrong with the last answer."""
        return self.turn.wrong.code if self.turn and self.turn.wrong else ""

    @property
    def left(self) -> bool:
        return bool(self.turn and self.turn.cancelled)

    @property
    def end(self) -> Finished:
        assert self.turn is not None, "something was answered"
        assert self.turn.finished is not None, f"the talk is over, not at {self.state.step!r}: {self.text!r}"
        return self.turn.finished

    @property
    def ticket(self) -> Ticket:
        """The ticket that the talk ended in."""
        assert self.end.ticket is not None, "it ended in a ticket"
        return self.end.ticket

    def _answer(self, answer: Answer) -> Chat:
        self._apply(RUNNER.hear(self.state, answer, self.world))
        return self

    def _apply(self, turn: Turn) -> None:
        self.turn = turn
        self.state = State.from_dict(json.loads(json.dumps(turn.state.to_dict())))
        screen = turn.finished.screen if turn.finished else turn.screen
        if screen is not None:
            self._look(screen)

    def _look(self, screen: Screen) -> None:
        self.rendered = RENDERER.screen(screen, self.language)
        self.text = as_telegram_shows(self.rendered)


def _without_icon(label: str) -> str:
    return label if label[0].isalnum() else label.partition(" ")[2]


def every(screen: Screen) -> Iterator[tuple[str, Rendered]]:
    """The screen in every language."""
    for language in RENDERER.languages:
        yield language, RENDERER.screen(screen, language)


def pages(screen: Screen) -> list[Rendered]:
    """All pages of a long screen, turned by the buttons that each shows."""
    found = [RENDERER.screen(screen, "id")]
    while any(button.label == "▶️ Berikutnya" for row in found[-1].rows for button in row):
        found.append(RENDERER.screen(replace(screen, page=len(found)), "id"))
    return found
