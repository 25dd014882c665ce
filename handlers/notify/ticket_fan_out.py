"""Turn the event of a ticket into living cards, alerts and letters, a portion of its audience at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, TypeAlias

from conversations.rendering.screen import Screen
from conversations.screens import notices as screens
from core.master_data.priority import Priority
from core.messaging.outgoing import (
    AmendAlert,
    ChatMessage,
    MessageBody,
    SendAlert,
    SendCard,
    TellEvent,
    card_name,
)
from core.organisation.lpse import ZONES
from core.organisation.office_hours import OfficeHours
from core.people.chats import Chat
from core.people.desks import Desk
from core.people.staff_groups import gets_alerts
from core.tickets.action_spec import Audience, Loudness
from core.tickets.actions import EVENTS
from core.tickets.lifecycle import EventType, Status
from core.tickets.notices import (
    Notice,
    NoticeAudience,
    alerted_desks,
    audiences,
    notices_at_desk,
    notices_by_name,
)
from core.tickets.snapshots import as_it_was
from core.tickets.volumes import Volume, loudness_at
from handlers.context.message_body import message_body
from handlers.context.send_priority import SendPriority
from handlers.context.transaction_context import TransactionContext
from handlers.notify.alert_names import alert_name
from handlers.notify.group_notes import in_topic
from handlers.notify.ticket_details import ticket_details
from handlers.notify.ticket_mail import is_mailed, queue_ticket_mail
from handlers.notify.ticket_pictures import album_of
from handlers.notify.unreached_desks import pass_on

# Tells at most so many people, those behind the id given; returns how many it looked at, and the id behind
# which more are to be told, or None where that was all.
Stage: TypeAlias = Callable[[int | None, int], tuple[int, int | None]]


def tell_ticket_event(context: TransactionContext, tell: TellEvent, most: int) -> TellEvent | None:
    """Put messages to the next `most` people or so into the outbox; return what is left, if anything."""
    fan_out = _TicketFanOut(context, tell.details, tell.progress)
    stages = fan_out.stages()
    names = list(stages)
    at = names.index(tell.progress.get("stage", names[0]))
    after = tell.progress.get("after")
    for name in names[at:]:
        if most <= 0:
            return replace(tell, progress=fan_out.progress(name, None))
        seen, after = stages[name](after, most)
        if after is not None:
            return replace(tell, progress=fan_out.progress(name, after))
        most -= seen
    return None


def pictures_key(alert_name: str) -> str:
    """Return the key of the pictures that wait behind the alerts of this name."""
    return f"{alert_name}:pictures"


class _TicketFanOut:
    """The fan-out of one event within one transaction; each text is rendered once a language."""

    def __init__(
        self, context: TransactionContext, details: Mapping[str, Any], progress: Mapping[str, Any]
    ) -> None:
        unit = context.unit
        now = unit.tickets.get(details["ticket_id"])
        assert now is not None, "tickets are never deleted"
        self._context = context
        self._history_id = details["history_id"]
        self._event = unit.discussion.event(now.id, self._history_id)
        self._spec = EVENTS[self._event.kind]
        self._ticket = as_it_was(now, details["was"])
        # Nobody is asked to take a ticket that does not wait there any more.
        self._still_waits = self._ticket.status is Status.WAITING and (now.status, now.desk) == (
            self._ticket.status,
            self._ticket.desk,
        )
        self._details = ticket_details(context, self._ticket, at=self._event.at)
        self._named: list[int] = list(progress.get("named", ()))
        self._silences: dict[Desk, bool] = {}
        self._bodies: dict[tuple[object, str], dict[str, object]] = {}

    def stages(self) -> dict[str, Stage]:
        """Return what is to be done, in order, by names that are stored in rows of the outbox."""
        stages: dict[str, Stage] = {}
        if self._spec.withdraws_alert:
            # Waiting alerts before sent ones: an alert that is sent between the two is found by the second
            # stage.
            stages |= {"waiting": self._withdraw_waiting, "sent": self._withdraw_sent}
        stages |= {"named": self._tell_named, "desk": self._tell_desk, "groups": self._alert_groups}
        stages |= {"desk_above": partial(self._tell_desk, at=1)}
        stages |= {"groups_above": partial(self._alert_groups, at=1)}
        return {**stages, "reached": self._check_reached}

    def progress(self, stage: str, after: int | None) -> dict[str, Any]:
        """Return where the next portion begins; who was told by name is left out at the desk."""
        return {"stage": stage, "after": after, "named": self._named}

    @cached_property
    def _audiences(self) -> list[NoticeAudience]:
        found = audiences(self._ticket, self._event, self._context.unit.people)
        return [one for one in found if one.spec.audience is not Audience.DESK or self._still_waits]

    def _withdraw_waiting(self, _after: int | None, most: int) -> tuple[int, int | None]:
        """Remove alerts that still wait; one that is being sent right now is amended after it."""
        alerts = self._context.unit.waiting_alerts
        alerts.withdraw(pictures_key(self._alert_name), most)
        chats = alerts.withdraw(self._alert_name, most)
        self._amend(chats)
        return len(chats), chats[-1] if len(chats) == most else None

    def _withdraw_sent(self, after: int | None, most: int) -> tuple[int, int | None]:
        """Amend alerts that were sent."""
        held = self._context.unit.live_messages.holding(self._alert_name, after, most)
        chats = [chat_id for chat_id, _message_id in held]
        self._amend(chats)
        return len(chats), chats[-1] if len(chats) == most else None

    def _tell_named(self, _after: int | None, _most: int) -> tuple[int, int | None]:
        """Tell those whom the event names, who are few, in chat; and write the letter."""
        told = notices_by_name(self._audiences, self._ticket, self._event, self._context.unit.people)
        self._named = [notice.person_id for notice in told]
        self._tell(told)
        queue_ticket_mail(self._context, self._details, self._event, self._who)
        return len(told), None

    def _tell_desk(self, after: int | None, most: int, *, at: int = 0) -> tuple[int, int | None]:
        """Tell everybody at the first desk that is asked or alerted, or at the second, if there is one.

        Who serves at both is told as a member of the first.
        """
        people = self._context.unit.people
        audiences_at = [(one, one.desk) for one in self._audiences if one.desk is not None]
        if at >= len(audiences_at):
            return 0, None
        audience, desk = audiences_at[at]
        page = people.at_desk(desk, after or 0, most)
        told = {i for _audience, earlier in audiences_at[:at] for i in people.serving_at(earlier, page)}
        self._tell(notices_at_desk(audience, page, self._event, {*self._named, *told}))
        return len(page), page[-1] if len(page) == most else None

    def _alert_groups(self, after: int | None, most: int, *, at: int = 0) -> tuple[int, int | None]:
        """Alert the groups of the first desk that is alerted, or of the second, if there is one."""
        desks = alerted_desks(self._ticket, self._event)
        if not self._spec.alerts_desk or not self._still_waits or at >= len(desks):
            return 0, None
        unit, now, desk = self._context.unit, self._context.now, desks[at]
        found = unit.groups.of_desk(desk, after, most)
        groups = [backed.group for backed in found if gets_alerts(backed, unit.lpses, now)]
        album = album_of(self._ticket.number, self._event, pictures_key(self._alert_name))
        for group in groups:
            body = self._quieted(self._alert("", desk), silent=self._is_silent_at(desk))
            body = {**body, **in_topic(group.thread_id)}
            self._send([(group.chat_id, SendAlert(self._alert_name, body))])
            if album is not None:
                self._send([(group.chat_id, replace(album, thread_id=group.thread_id))])
        return len(found), found[-1].group.chat_id if len(found) == most else None

    def _check_reached(self, _after: int | None, _most: int) -> tuple[int, int | None]:
        """Pass the ticket on where nobody at its desk could be alerted."""
        if self._spec.alerts_desk and self._still_waits:
            pass_on(self._context, self._ticket.id)
        return 0, None

    def _amend(self, chats: Iterable[int]) -> None:
        """Say in these chats who took the ticket, or that its reporter closed it."""
        chats = list(chats)
        taker = self._who if self._event.kind is EventType.TAKEN else ""
        screen = screens.alert_withdrawn(self._details, taker)
        languages = self._context.unit.chats.languages(chats) if chats else {}
        self._send(
            [
                (chat, AmendAlert(self._alert_name, self._body("gone", screen, languages.get(chat, ""))))
                for chat in chats
            ]
        )

    def _tell(self, told: list[Notice]) -> None:
        """Send or amend the living card, or send the alert, of everybody on the list; then the pictures."""
        unit = self._context.unit
        ids = [notice.person_id for notice in told]
        chats = unit.chats.of_people(ids) if told else {}
        volumes = unit.volumes.of(self._ticket.id, ids) if told else {}
        found = [
            (chat, notice, message)
            for notice in told
            if (chat := chats.get(notice.person_id))
            and (message := self._message(notice, chat, volumes.get(notice.person_id, Volume.USUAL)))
        ]
        self._send([(chat.chat_id, message) for chat, _notice, message in found])
        album = album_of(self._ticket.number, self._event)
        if album is not None:
            key = pictures_key(self._alert_name)
            self._send(
                [
                    (chat.chat_id, replace(album, key=key) if isinstance(message, SendAlert) else album)
                    for chat, notice, message in found
                    if isinstance(message, SendAlert)
                    or (isinstance(message, SendCard) and notice.spec.quotes)
                ]
            )

    def _message(self, notice: Notice, chat: Chat, volume: Volume) -> ChatMessage | None:
        """Return what this reader gets; None where what is asked of them has to stay on their card."""
        spec, desk = notice.spec, notice.desk or self._ticket.desk
        if spec.audience is Audience.DESK:
            silent = self._is_silent_at(desk) or volume is Volume.SILENT
            return SendAlert(self._alert_name, self._quieted(self._alert(chat.language, desk), silent=silent))
        is_repeated = spec.again is not None and self._is_repeated
        is_asked = notice.asked is not None
        loudness = loudness_at(volume, spec, is_repeated=is_repeated, is_asked=is_asked)
        if loudness is Loudness.QUIET and is_asked:
            return None
        name, body = card_name(self._ticket.id), self._notice_body(notice, chat.language)
        if loudness is Loudness.QUIET:
            return AmendAlert(name, body)
        of_desk = spec.audience is Audience.ASKED and notice.person_id not in self._named
        silent = loudness is not Loudness.ACT or (of_desk and self._is_silent_at(desk))
        is_mailed = notice.person_id == self._mailed_person_id
        return SendCard(name, self._quieted(body, silent=silent), is_mailed=is_mailed)

    @staticmethod
    def _quieted(body: MessageBody, *, silent: bool) -> MessageBody:
        return {**body, "disable_notification": True} if silent else body

    def _is_silent_at(self, desk: Desk) -> bool:
        """Return whether what is asked of a whole desk makes no sound: while it rests, but for Emergency."""
        if desk not in self._silences:
            self._silences[desk] = self._rests(desk) and self._ticket.priority is not Priority.EMERGENCY
        return self._silences[desk]

    def _rests(self, desk: Desk) -> bool:
        lpses = self._context.unit.lpses
        lpse = lpses.get(desk.lpse_id) if desk.lpse_id is not None else None
        hours = OfficeHours(lpse.timezone if lpse else ZONES["WIB"], self._context.helpdesk.holidays)
        return hours.is_rest(self._context.now)

    @cached_property
    def _is_repeated(self) -> bool:
        """Return whether such an event happened to the ticket before."""
        discussion = self._context.unit.discussion
        return discussion.has_happened(self._ticket.id, self._event.kind, self._history_id)

    def _alert(self, language: str, desk: Desk) -> dict[str, object]:
        screen = screens.alert(self._details, self._event, self._who, desk)
        return self._body((Audience.DESK, desk), screen, language)

    def _notice_body(self, notice: Notice, language: str) -> dict[str, object]:
        screen = screens.event_notice(self._details, self._event, notice.spec, self._who, notice.asked)
        return self._body((notice.spec.audience, notice.asked), screen, language)

    def _body(self, what: object, screen: Screen, language: str) -> dict[str, object]:
        if (what, language) not in self._bodies:
            rendered = self._context.helpdesk.renderer.screen(screen, language)
            self._bodies[what, language] = message_body(rendered, 0)
        return self._bodies[what, language]

    def _send(self, messages: list[tuple[int, ChatMessage]]) -> None:
        self._context.unit.outbox.add_all(
            messages, priority=SendPriority.ALERT, at=self._context.now, ticket_id=self._ticket.id
        )

    @property
    def _alert_name(self) -> str:
        return alert_name(self._ticket, self._event)

    @cached_property
    def _who(self) -> str:
        person_id = self._event.person_id
        return self._context.unit.people.names([person_id])[person_id] if person_id is not None else ""

    @cached_property
    def _mailed_person_id(self) -> int | None:
        """Return whose address the letter about this event goes to, if there is one."""
        if not is_mailed(self._context, self._ticket, self._event):
            return None
        reader = self._context.unit.people.by_email(self._ticket.email)
        return reader.id if reader else None
