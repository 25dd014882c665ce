"""All sample screens of the bot, by name."""

from __future__ import annotations

from conversations.rendering.screen import Screen
from tests.conversations.sample_account_screens import all_account_screens
from tests.conversations.sample_admin_screens import all_admin_screens
from tests.conversations.sample_conversation_screens import (
    all_action_screens,
    all_new_ticket_screens,
    all_profile_screens,
    all_search_results,
    all_search_screens,
    all_sign_in_screens,
)
from tests.conversations.sample_draft_screens import all_draft_screens
from tests.conversations.sample_faq_screens import all_faq_screens
from tests.conversations.sample_group_screens import all_group_screens
from tests.conversations.sample_notices import all_notices
from tests.conversations.sample_reports import all_report_screens
from tests.conversations.sample_screens import Words, all_cards, all_lists, all_menus


def all_screens(words: Words) -> dict[str, Screen]:
    """Return all sample screens by name."""
    return dict(
        one
        for some in (
            all_cards,
            all_notices,
            all_lists,
            all_menus,
            all_draft_screens,
            all_new_ticket_screens,
            all_action_screens,
            all_search_screens,
            all_search_results,
            all_profile_screens,
            all_sign_in_screens,
            all_faq_screens,
            all_report_screens,
            all_admin_screens,
            all_account_screens,
            all_group_screens,
        )
        for one in some(words)
    )


SCREENS = all_screens(Words())
