"""Sample screens about staff groups: claiming one, and an administrator's list and card of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conversations.flows.tickets.staff_group import claim_draft
from conversations.rendering.screen import Screen
from conversations.screens.admin import groups as screens
from core.organisation.roles import Level, Role
from core.people.desks import Desk
from core.people.people import Assignment
from core.people.staff_groups import StaffGroup, desk_parts
from core.use_cases.staff_groups.claim_group import GroupRequest
from tests.conversations.fakes import RUNNER, Chat
from tests.conversations.sample_screens import Words
from tests.core.fakes import ADMINISTRATOR, HELPDESK, NOW, FakeHelpdesk

CHAT = -1_009_999_999_999
FIRST = Desk(Level.LPSE_1, 10)


def all_group_screens(words: Words) -> Iterator[tuple[str, Screen]]:
    """Yield the name and the screen of each sample."""
    house = FakeHelpdesk()
    title = words.name[:128]
    group = StaffGroup(CHAT, FIRST, title, HELPDESK.id, 7, NOW)
    page = [replace(group, chat_id=CHAT + n) for n in range(10)]
    yield "groups", screens.group_list(page, more=True, begun=True)
    yield "groups, none", screens.group_list([], more=False, begun=False)
    desk = desk_parts(FIRST, house.lpses)
    yield "group", screens.group_card(group, desk, words.name)
    yield "group, backed", screens.group_card(replace(group, confirm_by=None), desk, "")
    both = replace(HELPDESK, assignments=(*HELPDESK.assignments, Assignment(Role.ADMIN_PPE, 10)))
    draft = dict(claim_draft(GroupRequest(CHAT, title)))
    alone = Chat("group", HELPDESK, house, draft=draft)
    yield "group/confirm", RUNNER.screen(alone.state, alone.context)
    claimed = alone.taps("Ya").end.screen
    assert claimed is not None
    yield "group claimed", claimed
    both = replace(HELPDESK, assignments=(*HELPDESK.assignments, Assignment(Role.ADMIN_PPE, 10)))
    several = Chat("group", both, house, draft=draft)
    yield "group/desk", RUNNER.screen(several.state, several.context)
    administrator = Chat("sign_out", ADMINISTRATOR, house)
    administrator.groups.add(group)
    dropping = RUNNER.begin("group_drop", administrator.context, None, {"group": CHAT})
    yield "group_drop/confirm", RUNNER.screen(dropping, administrator.context)
