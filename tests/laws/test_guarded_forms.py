"""Test that no form of an administrator saves over what somebody else has changed meanwhile."""

from collections.abc import Mapping

from conversations.conversation import administrators_only
from conversations.flows import CONVERSATIONS
from conversations.flows.admin.editions import ConflictStep

# Conversations of administrators that change no record.
WITHOUT_RECORD: Mapping[str, str] = {
    "import": "reads a file; what it changes is told in its answer",
    "account_import": "reads a file; what it changes is told in its answer",
    "trail": "searches",
    "trail_days": "searches",
    "sends": "searches",
    "account_search": "searches",
    "offices": "searches",
    "group_drop": "ends a group; that it is the same one still, the use case checks",
}


def test_every_form_of_a_record_is_guarded() -> None:
    forms = {one.name: one for one in CONVERSATIONS.values() if one.check_access is administrators_only}
    unguarded = {
        name for name, one in forms.items() if not any(isinstance(step, ConflictStep) for step in one.steps)
    }
    assert unguarded == set(WITHOUT_RECORD), "made without conversations.flows.admin.editions.guard_edition"


def test_a_guarded_form_asks_about_conflicts_before_anything_else() -> None:
    for conversation in CONVERSATIONS.values():
        places = [at for at, step in enumerate(conversation.steps) if isinstance(step, ConflictStep)]
        assert places in ([], [0]), conversation.name
