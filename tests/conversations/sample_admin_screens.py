"""Sample screens of administrators: settings, audit trail, FAQ and master data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from conversations.context import ConversationContext
from conversations.conversation import ConversationState
from conversations.flows.admin.setting import SETTING_FORM
from conversations.rendering.screen import Note, Screen
from conversations.screens.admin import administration as screens
from conversations.screens.admin.administration import FIELDS
from conversations.screens.admin.alarms import AlarmedSender, alarm
from conversations.screens.admin.backups import backup_alarm
from conversations.screens.admin.readiness import UnreachedRow, readiness
from conversations.screens.admin.sends import KINDS, sends_trail
from conversations.screens.admin.service_faults import fault_begun, fault_over
from conversations.screens.admin.trail import trail as trail_screen
from core.administration.alarms import OF_ALL, OF_SENDERS, Alarm, AlarmKind, BackupTrouble
from core.administration.audit import AuditArea, AuditChange, AuditFilter, AuditLine, ChangeType
from core.administration.service_faults import Fault, FaultKey, StandingFault
from core.master_data.helpdesk_settings import BOUNDS, DEFAULT_SETTINGS
from core.messaging.sends import (
    SendLine,
    SendOutcome,
    SendsTrail,
    UnhandledUpdate,
    WaitingSend,
    WaitReason,
)
from core.organisation.roles import Level
from core.people.reachability import MOST_COUNTED
from handlers.context.sends_trail import MOST
from tests.conversations.fakes import RUNNER, Chat
from tests.conversations.sample_master_data_screens import all_master_data_screens
from tests.conversations.sample_question_screens import all_question_screens
from tests.conversations.sample_screens import LARGEST, Words
from tests.core.fakes import ADMINISTRATOR, NOW, SURABAYA, FakeHelpdesk


def administrator_context(words: Words) -> ConversationContext:
    """Return the context of an administrator of this name."""
    return Chat("sign_out", replace(ADMINISTRATOR, name=words.name), FakeHelpdesk()).context


def all_admin_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the name and the screen of each sample."""
    yield from _setting_screens(words)
    yield from _trail_screens(words)
    yield from _alarm_screens(words)
    yield from _fault_screens(words)
    yield from _backup_screens()
    yield from _readiness_screens(words)
    yield from _sends_screens(words)
    yield from all_question_screens(words, administrator_context(words))
    yield from all_master_data_screens(words, administrator_context(words))


def _setting_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the settings and the steps of changing each."""
    context = administrator_context(words)
    yield "house rules", screens.settings(DEFAULT_SETTINGS)
    for name, bounds in BOUNDS.items():
        draft: dict[str, Any] = {"rule": name, "number": bounds.highest}
        yield (
            f"rule/number {name}",
            RUNNER.screen(ConversationState("rule", "number", {"rule": name}), context),
        )
        yield f"rule/confirm {name}", RUNNER.screen(ConversationState("rule", "confirm", draft), context)
    changed = SETTING_FORM.finish({"rule": "staff_file_mb", "number": 2000}, context).screen
    assert changed is not None
    yield "rule changed", changed


def _alarm_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the alerts of each kind of alarm, with few and many senders, and at their end."""
    for kind in OF_SENDERS:
        found = [Alarm(kind, LARGEST - n, words.name, LARGEST, NOW, NOW) for n in range(9)]
        named = [AlarmedSender(one, words.name, is_signed_in=bool(n)) for n, one in enumerate(found[:5])]
        yield f"alarm {kind}", alarm(kind, named, found, is_over=False)
        yield f"alarm {kind}, one sender", alarm(kind, named[:1], found[:1], is_over=False)
        yield f"alarm {kind}, over", alarm(kind, named, found, is_over=True)


def _fault_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the alert about each fault of the service, and its end."""
    place = Note("%(desk)s", {"desk": (Level.LPSE_1, words.name)})
    for fault in Fault:
        standing = StandingFault(FaultKey(fault), "", NOW, is_told=True)
        yield f"fault {fault}", fault_begun(standing, place if fault is Fault.DESK else None)
        yield f"fault {fault}, over", fault_over(standing, place if fault is Fault.DESK else None)


def _readiness_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield a full page of desks at which nobody can be reached, and the pages without any."""
    rows = [
        UnreachedRow((level, words.name), waiting, replace(SURABAYA, id=LARGEST - at, name=words.name))
        for at in range(8)
        for level, waiting in ((Level.LPSE_1, MOST_COUNTED), (Level.LPSE_2, 1))
    ]
    yield "readiness", readiness([UnreachedRow((Level.LKPP_TEKNIS,), 0), *rows], more_after=1, begun=True)
    yield "readiness, all reached", readiness([], more_after=None, begun=False)
    yield "readiness, no more", readiness([], more_after=None, begun=True)


def _sends_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the trail of sends with a line of each kind and outcome, and an empty one; and its question."""
    ended = zip([*KINDS, "SendCard"] * 2, [*SendOutcome] * 6, strict=False)
    lines = [
        SendLine(NOW, kind, outcome, LARGEST, None if "S" in kind else words.name, 1, words.text, words.name)
        for kind, outcome in ended
    ][:MOST]
    waits = [
        WaitingSend(NOW, kind, reason, LARGEST, NOW, LARGEST, None, words.text[:200], words.name)
        for kind, reason in zip(
            ["notice", "ticket", "amend", "tell", "make"], [*WaitReason] * 2, strict=False
        )
    ]
    unhandled = [UnhandledUpdate(n, NOW, words.text[:200], n % 2 == 0, words.name) for n in range(5)]
    yield "sends", sends_trail(words.name, SendsTrail(lines, waits, unhandled))
    yield "sends, none", sends_trail(words.name, SendsTrail())
    state = ConversationState("sends", "subject", {})
    yield "sends/subject", RUNNER.screen(state, administrator_context(words))


def _backup_screens() -> Iterator[tuple[str, Screen]]:
    """Yield the alerts of backups that fail, for each cause, and at their end."""
    for trouble in BackupTrouble:
        found = Alarm(AlarmKind.BACKUP, OF_ALL, trouble.value, 1, NOW, NOW)
        yield f"backups fail, {trouble}", backup_alarm(found, trouble, NOW, is_over=False)
        yield f"backups failed, {trouble}", backup_alarm(found, trouble, NOW, is_over=True)


def _trail_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield pages of the audit trail with every kind of change, and full and empty ones."""
    lines = [
        AuditLine(
            at,
            AuditChange(kind, words.title, NOW, 1, {"name": words.name}, {"name": words.office}),
            words.name,
        )
        for at, kind in enumerate(ChangeType, 1)
    ]
    lines.append(
        AuditLine(
            99, AuditChange(ChangeType.RULE_CHANGED, words.title, NOW, None, {}, {"roles": ["ppk"]}), ""
        )
    )
    wanted = AuditFilter(AuditArea.FAQ, words.title[:60])
    for start in range(0, len(lines), 10):
        page = lines[start : start + 10]
        yield f"trail from {start}", trail_screen(page, AuditFilter(), more=True, begun=start > 0)
        yield f"trail from {start}, filtered", trail_screen(page, wanted, more=True, begun=True)
    yield "trail, empty", trail_screen([], AuditFilter(), more=False, begun=False)
    yield "trail, nothing fits", trail_screen([], wanted, more=False, begun=False)
    full = dict.fromkeys(FIELDS, words.text) | {"disabled": True, "codes": [words.text, words.name]}
    crowd = [
        AuditLine(LARGEST - n, AuditChange(kind, words.text, NOW, 1, full, full), words.name)
        for n, kind in enumerate([max(ChangeType, key=lambda kind: len(kind.label))] * 10)
    ]
    yield "trail, full", trail_screen(crowd, wanted, more=True, begun=True)
    context = administrator_context(words)
    for step in ("since", "until"):
        yield f"trail_days/{step}", RUNNER.screen(ConversationState("trail_days", step), context)
        yield f"report_days/{step}", RUNNER.screen(ConversationState("report_days", step), context)
    yield "trail/words", RUNNER.screen(ConversationState("trail", "words"), context)
