"""A person in a conversation, without Telegram: types, taps and sends, and sees rendered screens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from bot.imports.shipped_data import load_faq, load_faq_wordings, load_known_errors, load_stages
from conversations.answers import Answer, FileAnswer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import ConversationEnd, ConversationState
from conversations.engine.runner import Runner
from conversations.engine.step_result import StepResult
from conversations.flows import CONVERSATIONS
from conversations.rendering.renderer import Rendered, Renderer
from conversations.rendering.screen import Button, Screen
from core.errors import Refusal
from core.packages import PackageFacts, PackageKind, PackageStatus, Stage
from core.people.people import Person
from core.people.staff_groups import StaffGroup
from core.tickets.attachments import Upload
from core.tickets.ticket import Ticket
from handlers.context.message_body import message_body
from handlers.telegram.message_format import TELEGRAM
from locales import load_translations
from sandbox.entities import ENTITY_LIMIT, TEXT, formatted
from sandbox.entities_html import parse_html
from sandbox.markup import inline_keyboard
from tests.conversations.fake_services import FakeFaqCounts, FakeSignIn
from tests.core.fake_groups import FakeGroups
from tests.core.fakes import HELPDESK, NOW, PPK, FakeHelpdesk, FakePeople

RENDERER = Renderer(load_translations(), timezone(timedelta(hours=7), "WIB"), TELEGRAM)
RUNNER = Runner(CONVERSATIONS)
FAQ = load_faq()
# The largest revision that a database stores.
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
FINISHED_TENDER = replace(ROAD, code="21151010", status=PackageStatus.FINISHED)
BRIDGE = replace(ROAD, code="21150020", name="Rehabilitasi Jembatan Cikapundung", stages=())


@dataclass
class FakePackages:
    """A fake of the data warehouse with three tenders; `down` makes each lookup fail."""

    down: bool = False
    known: tuple[PackageFacts, ...] = (ROAD, FINISHED_TENDER, BRIDGE)
    urgent: list[bool] = field(default_factory=list)

    def find(self, kind: PackageKind, code: str, *, urgent: bool = False) -> PackageFacts | None:
        self.urgent.append(urgent)
        if self.down:
            raise Refusal("packages_down")
        return next((p for p in self.known if (p.kind, p.code) == (kind, code)), None)


def telegram_text(rendered: Rendered) -> str:
    """Return the text of a message as Telegram displays it; fail for anything that Telegram would refuse."""
    sent = message_body(rendered, REVISION)
    text, entities = parse_html(sent["text"])
    assert formatted(sent["text"], "HTML", None, TEXT).text, "a message says something"
    assert len(entities) <= ENTITY_LIMIT, "what is above the limit would be dropped"
    if "reply_markup" in sent:
        inline_keyboard(sent["reply_markup"])
    assert all(button.label.strip() for row in rendered.rows for button in row), "every button has a label"
    return text


def upload(name: str = "pelapor.png", size: int = 2048, unique: str = "") -> Upload:
    """Return a file of this name; files with different names have different ids."""
    return Upload(name, size, "application/octet-stream", f"file-{name}", unique or f"unique-{name}")


def one_group() -> FakeGroups:
    """Return the staff groups of a helpdesk that has one, at Level 1 in Surabaya."""
    groups = FakeGroups(FakePeople())
    groups.add(StaffGroup(-100, HELPDESK.desks[0], "Helpdesk Surabaya", HELPDESK.id))
    return groups


@dataclass
class Chat:
    """A person in a conversation; its state goes through JSON after each answer, as in the database."""

    conversation: str = "new"
    person: Person | None = PPK
    house: FakeHelpdesk = field(default_factory=FakeHelpdesk)
    subject: int | None = None
    draft: dict[str, Any] | None = None
    language: str = "id"
    now: datetime = NOW
    sign_in: FakeSignIn = field(default_factory=FakeSignIn)
    faq_counts: FakeFaqCounts = field(default_factory=FakeFaqCounts)
    packages: FakePackages = field(default_factory=FakePackages)
    groups: FakeGroups = field(default_factory=one_group)
    messages: int = 0
    seconds: int = 0
    result: StepResult | None = None
    state: ConversationState = field(init=False)

    def __post_init__(self) -> None:
        self.state = RUNNER.begin(self.conversation, self.context, self.subject, self.draft)
        self.look(RUNNER.screen(self.state, self.context))

    @property
    def context(self) -> ConversationContext:
        """Return the context of the next answer."""
        house = self.house
        return ConversationContext(
            now=self.now,
            master=house.master,
            trail=house.trail,
            tickets=house.tickets,
            numbers=house.numbers,
            lpses=house.lpses,
            people=house.people,
            accounts=house.accounts,
            packages=self.packages,
            sign_in=self.sign_in,
            faq_counts=self.faq_counts,
            groups=self.groups,
            stages=load_stages(),
            known_errors=load_known_errors(),
            faq_wordings=load_faq_wordings(),
            person=self.person,
            ticket=house.tickets.get(self.subject) if self.subject else None,
            translate=lambda words: RENDERER.translate(words, self.language),
            translations=RENDERER.translations,
            last_words=house.last_words,
        )

    # Actions of the person.

    def types(self, *texts: str, later: int = 60, forwarded: bool = False) -> Chat:
        """Send texts one after another, `later` seconds apart."""
        for text in texts:
            self.seconds += later
            self.messages += 1
            self._answer(TextAnswer(text, self.messages, self.seconds, forwarded))
        return self

    def taps(self, *labels: str) -> Chat:
        """Press buttons by their labels, with or without the icon."""
        for label in labels:
            self._answer(PressAnswer(self.button(label).says))
        return self

    def forges(self, token: str) -> Chat:
        """Press a button that is not on the screen."""
        return self._answer(PressAnswer(token))

    def sends(self, *files: Upload | str, caption: str = "", album: str = "") -> Chat:
        """Send files, of which the first has the caption, as in an album."""
        self.seconds += 60
        for at, file in enumerate(files):
            self.messages += 1
            what = upload(file) if isinstance(file, str) else file
            words = caption if at == 0 else ""
            self._answer(FileAnswer(what, words, self.messages, self.seconds, album))
        return self

    def edits(self, source: int, text: str) -> Chat:
        """Edit the message of this number; nothing changes if it answered no step."""
        result = RUNNER.correct(self.state, TextAnswer(text, source), self.context)
        if result is not None:
            self._apply(result)
        return self

    def comes_back(self) -> Chat:
        """Park the draft and resume it, as after a restart."""
        self.state = RUNNER.resume(
            ConversationState.from_dict(json.loads(json.dumps(self.state.to_dict()))), self.context
        )
        self.look(RUNNER.screen(self.state, self.context))
        return self

    # The screen.

    def button(self, label: str) -> Button:
        """Return the only button with this label, with or without its icon."""
        found = [b for row in self.rendered.rows for b in row if label in {b.label, _without_icon(b.label)}]
        assert len(found) == 1, f"{label!r} is one of {self.labels}"
        return found[0]

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.rendered.rows for button in row]

    def sees(self, *words: str) -> Chat:
        """Assert that the screen contains these words."""
        for word in words:
            assert word in self.text, f"{word!r} in {self.text!r}"
        return self

    def sees_not(self, *words: str) -> Chat:
        """Assert that neither the screen nor a button contains these words."""
        for word in words:
            assert word not in self.text, f"{word!r} not in {self.text!r}"
            assert not any(word in label for label in self.labels), f"{word!r} on no button of {self.labels}"
        return self

    def is_asked(self, step: str) -> Chat:
        """Assert that the conversation is at this step."""
        assert self.state.step == step, f"asked {self.state.step!r}: {self.text!r}"
        return self

    # The result.

    @property
    def wrong(self) -> str:
        """Return the code of the refusal of the last answer; "" if it was accepted."""
        return self.result.refusal.code if self.result and self.result.refusal else ""

    @property
    def left(self) -> bool:
        """Return whether the last answer left the conversation."""
        return bool(self.result and self.result.cancelled)

    @property
    def end(self) -> ConversationEnd:
        """Return the end of the conversation; fail if it is not over."""
        assert self.result is not None, "something was answered"
        assert self.result.finished is not None, (
            f"the conversation is over, not at {self.state.step!r}: {self.text!r}"
        )
        return self.result.finished

    @property
    def ticket(self) -> Ticket:
        """Return the ticket that the conversation ended with."""
        assert self.end.ticket is not None, "it ended in a ticket"
        return self.end.ticket

    def _answer(self, answer: Answer) -> Chat:
        self._apply(RUNNER.handle(self.state, answer, self.context))
        return self

    def _apply(self, result: StepResult) -> None:
        self.result = result
        self.state = ConversationState.from_dict(json.loads(json.dumps(result.state.to_dict())))
        screen = result.finished.screen if result.finished else result.screen
        if screen is not None:
            self.look(screen)

    def look(self, screen: Screen) -> None:
        """Render a screen as the one that the person sees."""
        self.rendered = RENDERER.screen(screen, self.language)
        self.text = telegram_text(self.rendered)


def _without_icon(label: str) -> str:
    return label if label[0].isalnum() else label.partition(" ")[2]


def in_every_language(screen: Screen) -> Iterator[tuple[str, Rendered]]:
    """Yield the screen in every language."""
    for language in RENDERER.languages:
        yield language, RENDERER.screen(screen, language)


def all_pages(screen: Screen) -> list[Rendered]:
    """Return all pages of a long screen, by following the buttons for the next page."""
    found = [RENDERER.screen(screen, "id")]
    while any(button.label == "▶️ Berikutnya" for row in found[-1].rows for button in row):
        found.append(RENDERER.screen(replace(screen, page=len(found)), "id"))
    return found
