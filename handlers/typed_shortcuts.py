"""Follow what is typed in place of an answer: the number of a ticket, a label of the menu, a command."""

from __future__ import annotations

import re

from conversations.addressing import ticket_addresses
from conversations.answers import TextAnswer
from conversations.commands import closest_command
from conversations.rendering.screen import Note
from conversations.steps import ConfirmStep
from core.input.characters import plain
from core.tickets.numbers import find_number, number_part
from core.words import _
from handlers.addresses import follow_address
from handlers.context.request_context import RequestContext
from handlers.context.running_conversation import running_state
from handlers.screens import conversation_flow, navigation
from handlers.screens.typed_menu_labels import menu_address

# A text that is a command alone, whether there is such a one or not.
COMMAND = re.compile(r"/[A-Za-z_]{1,32}(?:@\w{1,32})?")


def refuses_command(context: RequestContext, typed: TextAnswer) -> bool:
    """Say that there is no such command, and which was meant: it is no answer, and no word of a ticket.

    Telegram makes a link of a command in a text, so that one press is enough.
    """
    command = plain(typed.text).strip()
    if typed.forwarded or not COMMAND.fullmatch(command):
        return False
    closest = closest_command(command)
    note = Note(
        _("Perintah %(command)s tidak dikenal. Maksud Anda /%(closest)s? Ketik /bantuan untuk daftarnya.")
        if closest
        else _("Perintah %(command)s tidak dikenal. Ketik /bantuan untuk daftarnya."),
        {"command": command, "closest": closest},
    )
    if running_state(context) is None:
        navigation.open_menu(context, note)
    else:
        context.send_note(note, typed.source)
        conversation_flow.show_again(context)
    return True


def leaves_confirmation(context: RequestContext, typed: TextAnswer) -> bool:
    """Open a ticket whose number, or a place whose label, is typed where only yes or no was asked for.

    What says yes or no is an answer first, also where it means a place too, as "lanjut" does.
    """
    state = running_state(context)
    step = context.helpdesk.runner.conversation(state.conversation).step(state.step) if state else None
    if not isinstance(step, ConfirmStep) or step.is_answered_by(typed.text):
        return False
    return leads_elsewhere(context, typed)


def leads_elsewhere(context: RequestContext, typed: TextAnswer) -> bool:
    """Open a ticket whose number, or a place whose label, was typed alone; return False for other texts."""
    if typed.forwarded:
        return False
    number = find_number(typed.text) if number_part(typed.text) else None
    found = context.unit.tickets.by_number(number) if number else None
    address = ticket_addresses.TicketCard(found) if found is not None else menu_address(typed.text, context)
    if address is not None:
        follow_address(context, address)
    return address is not None
