"""Claim and release staff groups, which get the alerts of one desk."""

from __future__ import annotations

from conversations.flows.tickets.staff_group import claim_draft, claim_group_of
from conversations.rendering.screen import Note
from conversations.screens.admin.groups import released_note
from core.errors import Refusal
from core.input.characters import plain
from core.use_cases.staff_groups.claim_group import GroupRequest
from core.use_cases.staff_groups.release_group import ReleaseGroup, end_group
from core.words import _
from handlers.context.request_context import RequestContext
from handlers.context.transaction_context import TransactionContext
from handlers.notify.group_notes import send_group_note, tell_released, tell_unwritable
from handlers.screens import conversation_flow

LEAVE = "lepas"
GREETING = _(
    "Grup ini dapat menerima tiket baru dari sebuah meja. Seorang petugas meja itu mengetik /grup di sini "
    "(di topik yang diinginkan, bila ada), lalu mengonfirmasinya di chat pribadi dengan bot ini."
)
ANONYMOUS = _(
    "Perintah itu datang atas nama grup, sehingga pengirimnya tidak dikenali. Kirim atas nama sendiri: di "
    "Kelola Grup, Administrator, matikan Tetap Anonim untuk diri sendiri, lalu ketik /grup lagi."
)


def claim_group(context: RequestContext, request: GroupRequest, wish: str) -> None:
    """Ask the sender in their own chat for which desk the group shall be; `lepas` ends its alerts at once.

    A person without a desk gets no answer, unless they are an administrator: strangers in a group need not
    learn what the bot can do.
    """
    if context.person is None or not (context.me.desks or context.me.is_administrator):
        return
    try:
        if plain(wish).strip().casefold() == LEAVE:
            _release(context, request)
        else:
            _claim(context, request)
    except Refusal as refusal:
        _reply(context, request, context.refusal_note(refusal))


def explain_to_anonymous(context: RequestContext, request: GroupRequest) -> None:
    """Say how to send the command under one's own name."""
    _reply(context, request, Note(ANONYMOUS))


def greet_group(context: RequestContext, group_id: int) -> None:
    """Say in a group to which the bot was added what to send there, unless it gets alerts already.

    A group that becomes a supergroup is one to which the bot is added, under its new id.
    """
    if context.unit.groups.get(group_id) is not None:
        return
    send_group_note(context, group_id, None, Note(GREETING, is_wrong=False), context.chat.language)


def release_group(context: TransactionContext, group_id: int) -> None:
    """Give up a group in which the bot can't write any more; tell those concerned once.

    Nothing that waits for the group is sent, and its alerts are not amended.
    """
    unit = context.unit
    unit.outbox.drop_for(group_id)
    unit.live_messages.drop_all(group_id)
    group = unit.groups.get(group_id)
    # Of two transactions that find out at once, only one has dropped it.
    if group is not None and end_group(unit.groups, unit.lpses, unit.audit, group, None, context.now):
        tell_unwritable(context, group)


def _claim(context: RequestContext, request: GroupRequest) -> None:
    claim_group_of(context.conversation_context()).check(context.me, request.chat_id)
    if not context.chat.reachable:
        _reply(context, request, Note(_("Buka dulu chat pribadi dengan bot ini, lalu ketik /grup lagi.")))
        return
    _reply(
        context,
        request,
        Note(_("Pilih mejanya dan konfirmasikan di chat pribadi dengan bot ini."), is_wrong=False),
    )
    conversation_flow.begin(context, "group", draft=claim_draft(request))


def _release(context: RequestContext, request: GroupRequest) -> None:
    unit = context.unit
    release = ReleaseGroup(unit.groups, unit.people, unit.lpses, unit.audit)
    group = release(context.me, request.chat_id, context.now)
    _reply(context, request, released_note(group, unit.lpses))
    tell_released(context, group, context.me.id)


def _reply(context: RequestContext, request: GroupRequest, note: Note) -> None:
    send_group_note(context, request.chat_id, request.thread_id, note, context.chat.language)
