"""One optional question of a new ticket, for all that most tickets do without."""

from __future__ import annotations

from dataclasses import dataclass

from conversations.answers import Answer, PressAnswer, TextAnswer
from conversations.context import ConversationContext
from conversations.conversation import ASKS, Draft, Step
from conversations.flows.tickets.packages import change_code_row, found_package
from conversations.flows.tickets.ticket_options import has_help_centre
from conversations.rendering.screen import Button, Screen, Style
from conversations.steps import uploads_from
from core.errors import Refusal
from core.input.characters import plain
from core.input.emails import read_email
from core.input.small_talk import is_nothing
from core.input.texts import ERROR_CODE_MAX, read_error_code, read_text
from core.words import _

SEND = _("Kirim Tiket")
CONTINUE = Button(_("Lanjut"), says="on", style=Style.MAIN)
# Words of an error code at most; a longer text tells of the problem.
_CODE_WORDS = 5


@dataclass(frozen=True, kw_only=True)
class ExtrasStep(Step):
    """Offer error code, files and e-mail address; “Lanjut” goes on to the review, “Kirim Tiket” past it.

    A typed address or code is taken for what it is, and any other text is added to the description.
    """

    editable: bool = False

    def ask(self, draft: Draft, context: ConversationContext) -> Screen:
        offered = [
            Button(_("Kode Error"), says=f"{ASKS}error_code", icon="⚠️"),
            Button(_("Berkas"), says=f"{ASKS}files", icon="📎"),
            Button(_("E-mail Lain"), says=f"{ASKS}email", icon="✉️"),
        ]
        if has_help_centre(draft, context):
            offered.append(Button(_("Nomor Pusat Bantuan"), says=f"{ASKS}help_number", icon="#️⃣"))
        data = {
            "error_code": draft.get("error_code", ""),
            "help_number": draft.get("help_number", ""),
            "email": draft.get("email") or context.me.email,
            "uploads": uploads_from(draft),
            **found_package(draft, context),
        }
        rows = (
            tuple(offered[:2]),
            tuple(offered[2:]),
            (Button(SEND, says="send", style=Style.SEND), CONTINUE),
            *change_code_row(draft),
        )
        return Screen("new_ticket/extras.html", data, rows)

    def handle(self, draft: Draft, answer: Answer, context: ConversationContext) -> Draft:
        match answer:
            case PressAnswer(says=CONTINUE.says):
                return self.with_answer(draft, value=True)
            case PressAnswer(says="send"):
                return {**self.with_answer(draft, value=True), "review": True}
            case TextAnswer(text=text):
                return self._take_text(draft, text)
            case _:
                raise Refusal("choice_expected")

    def _take_text(self, draft: Draft, text: str) -> Draft:
        written = plain(text).strip()
        if is_nothing(text):
            return self.with_answer(draft, value=True)
        if "@" in written and "\n" not in written:
            try:
                return {**draft, "email": read_email(text)}
            except Refusal:
                pass
        has_digit = any(character.isdecimal() for character in written)
        kept = {name: value for name, value in draft.items() if name != "known_error"}
        if has_digit and len(written) <= ERROR_CODE_MAX and len(written.split()) <= _CODE_WORDS:
            return {**kept, "error_code": read_error_code(text)}
        return {**kept, "description": read_text(f"{draft['description']}\n{text}")}
