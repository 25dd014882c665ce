"""Handle each kind of update, once its sender is known."""

from __future__ import annotations

from conversations.addressing import addresses, report_addresses, ticket_addresses
from conversations.addressing.addresses import Address
from conversations.answers import FileAnswer, TextAnswer
from conversations.engine.unprompted import caption_answer
from conversations.rendering.screen import Note
from core.errors import Refusal
from core.input.characters import plain
from core.input.file_types import check_file
from core.input.small_talk import is_greeting, is_thanks
from core.input.texts import TEXT_MIN
from core.tickets.list_views import ListView
from core.tickets.numbers import find_number
from core.tickets.rights import may_file
from core.words import _
from handlers.addresses import follow_address
from handlers.context import presses
from handlers.context.callback_data import PressedAnswer, read_callback_data
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import running_state, show_welcome
from handlers.screens import (
    conversation_flow,
    navigation,
    replies,
    sign_ins,
    ticket_links,
    unprompted_words,
    watching,
)
from handlers.screens.faq import is_reading_faq, open_topics
from handlers.screens.late_answers import refuse_late_answer
from handlers.screens.typed_menu_labels import menu_address
from handlers.staff_groups import release_group
from handlers.typed_shortcuts import leads_elsewhere, leaves_confirmation, refuses_command

UNNAMED = "berkas"
ADDRESS_SIGN = "@"
WELCOME = _("Halo! Pilih dari menu, atau tulis masalah Anda.")
PICK = Note(_("Pilih dari menu, atau ketik nomor tiket."))
THANKS = _("Sama-sama. Senang bisa membantu.")


def start(context: RequestContext, code: str) -> None:
    """Open the menu, or the ticket that the code of a link leads to; sign in first with an invitation."""
    if not code:
        navigation.open_menu(context)
        return
    if watching.is_link(code):
        watching.open_link(context, code)
        return
    if number := ticket_links.linked_number(code):
        ticket_links.open_linked_ticket(context, number)
        return
    sign_ins.open_invitation(context, code)


def new_ticket(context: RequestContext) -> None:
    if _is_signed_in(context):
        conversation_flow.begin(context, "new")


def tickets(context: RequestContext) -> None:
    """Open the tickets that the sender filed; for staff, those in their hands."""
    if _is_signed_in(context):
        navigation.open_list(context, ListView.HELD if context.me.is_staff else ListView.OWN)


def search(context: RequestContext) -> None:
    if _is_signed_in(context):
        conversation_flow.begin(context, "search")


def dashboard(context: RequestContext) -> None:
    if _is_signed_in(context):
        navigation.open_dashboard(context)


def report(context: RequestContext) -> None:
    """Open the choice of a period for statistics; people who are not staff get the refusal `not_found`."""
    if _is_signed_in(context):
        follow_address(context, report_addresses.PeriodReport())


def faq(context: RequestContext) -> None:
    if _is_signed_in(context):
        open_topics(context)


def profile(context: RequestContext) -> None:
    if _is_signed_in(context):
        navigation.open_profile(context)


def languages(context: RequestContext) -> None:
    navigation.open_languages(context)


def help_screen(context: RequestContext) -> None:
    navigation.open_help(context)


def cancel(context: RequestContext) -> None:
    if _is_signed_in(context):
        conversation_flow.cancel(context)


def text(context: RequestContext, typed: TextAnswer) -> None:
    """Handle a text: as a reply about a ticket, an answer to the running conversation, a number or a label.

    Any other text is for a ticket that waits for an answer of its sender, or goes into the draft of a new
    ticket, if it is long enough and its sender may file tickets.
    A chat without a person gets the welcome, and only a text with an "@" counts as an answer there.
    """
    if refuse_late_answer(context, typed):
        return
    if context.person is None:
        if running_state(context) is None:
            show_welcome(context)
            if ADDRESS_SIGN not in plain(typed.text):
                return
        conversation_flow.handle_answer(context, typed)
        return
    if refuses_command(context, typed):
        return
    if replies.take_reply(context, typed) or leaves_confirmation(context, typed):
        return
    if not conversation_flow.handle_answer(context, typed, lambda: leads_elsewhere(context, typed)):
        _take_unprompted(context, typed)


def _take_unprompted(context: RequestContext, typed: TextAnswer) -> None:
    """Handle a text that answers nothing: a ticket's number, a menu's label, or words for a ticket."""
    number = find_number(typed.text)
    found = context.unit.tickets.by_number(number) if number else None
    if found is not None:
        follow_address(context, ticket_addresses.TicketCard(found))
    elif number:
        navigation.show_refusal(context, Refusal("not_found"))
    elif address := menu_address(typed.text, context):
        follow_address(context, address)
    elif is_greeting(typed.text) or is_thanks(typed.text):
        navigation.open_menu(context, Note(WELCOME if is_greeting(typed.text) else THANKS, is_wrong=False))
    elif is_reading_faq(context):
        conversation_flow.begin(context, "faq")
        conversation_flow.handle_answer(context, typed)
    elif replies.take_loose_words(context, typed):
        return
    elif len(typed.text.strip()) >= TEXT_MIN and may_file(context.me):
        _keep_for_new_ticket(context, typed)
    else:
        navigation.open_menu(context, PICK)


def file(context: RequestContext, sent: FileAnswer) -> None:
    """Handle a file: as a reply about a ticket, an answer, or a part of a ticket that is asked for or new."""
    if context.person is None:
        if sent.caption:
            text(context, caption_answer(sent))
        else:
            show_welcome(context)
        return
    if refuse_late_answer(context, sent):
        return
    if replies.take_reply(context, sent) or conversation_flow.handle_answer(context, sent):
        return
    if replies.take_loose_words(context, sent):
        return
    if not may_file(context.me):
        if sent.caption:
            text(context, caption_answer(sent))
        else:
            navigation.open_menu(context, PICK)
        return
    try:
        limit = max(context.unit.master.settings.file_limit(a.role) for a in context.me.assignments)
        check_file(sent.upload.original, sent.upload.size, limit=limit)
    except Refusal as refusal:
        context.send_note(context.refusal_note(refusal), sent.source)
        if sent.caption:
            text(context, caption_answer(sent))
        return
    _keep_for_new_ticket(context, sent)


def unsupported_content(context: RequestContext, words: TextAnswer | None = None) -> None:
    """Say that only texts, photos and documents are accepted, as after a sticker or a contact.

    The words below it are read as if they had been sent alone.
    """
    context.send_note(Note(_("Kirim teks, foto, atau dokumen.")))
    if words is not None:
        text(context, words)
    elif running_state(context) is None:
        navigation.open_menu(context)


def unreadable(context: RequestContext) -> None:
    """Ask for what Telegram sent in a way that can't be read."""
    context.send_note(Note(_("Maaf, kiriman Anda tidak dapat kami baca. Mohon kirim ulang.")))


def message_edited(context: RequestContext, edited: TextAnswer | FileAnswer) -> None:
    """Follow the edit of a message: in the draft it went into, or by saying that it changes nothing."""
    if context.person is not None:
        conversation_flow.take_edit(context, edited)


def press(context: RequestContext, data: str) -> None:
    """Handle a press on a button with this data; a second one that means the same is answered quietly."""
    pressed = read_callback_data(data)
    if pressed is None or (isinstance(pressed, PressedAnswer) and not pressed.could_be_of(context.chat)):
        context.count_guess()
    if presses.is_repeated(context, data, outlives_screen=not isinstance(pressed, PressedAnswer)):
        return
    message, shown = context.pressed, context.chat.revision
    if isinstance(pressed, PressedAnswer):
        conversation_flow.handle_press(context, pressed.revision, pressed.says)
    else:
        _follow_button(context, pressed)
    if context.chat.revision != shown:
        presses.remember(context, data, message)


def _follow_button(context: RequestContext, address: Address | None) -> None:
    """Open what a button of a menu, list or notice leads to; without a person in the chat, the welcome."""
    if context.person is None and not isinstance(address, addresses.LanguageChoice):
        if address is not None and not isinstance(address, addresses.Menu):
            context.count_guess()
        show_welcome(context)
    else:
        follow_address(context, address)


def membership_changed(context: RequestContext, chat_id: int, *, private: bool, out: bool) -> None:
    """Note whether a person can be reached in chat; give up a staff group that the bot has left.

    Where the sender has done something since, the bot is back, or sending to it will tell that it is not.
    """
    if out and context.is_overtaken:
        return
    if private:
        context.chat.reachable = not out
    elif out:
        release_group(context, chat_id)


def group_moved(context: RequestContext, old: int, new: int) -> None:
    """Give everything stored for a group its new id, when it became a supergroup."""
    context.unit.groups.move_chat(old, new)
    context.unit.live_messages.move_chat(old, new)
    context.unit.outbox.move_chat(old, new)


def _keep_for_new_ticket(context: RequestContext, answer: TextAnswer | FileAnswer) -> None:
    try:
        unprompted_words.keep_for_new_ticket(context, answer)
    except Refusal as refusal:
        navigation.show_refusal(context, refusal)


def _is_signed_in(context: RequestContext) -> bool:
    if context.person is None:
        show_welcome(context)
    return context.person is not None
