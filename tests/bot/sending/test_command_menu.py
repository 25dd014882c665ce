"""Test which commands Telegram's own menu lists where."""

from bot.sending.command_menu import command_lists
from handlers.acts import COMMANDS
from handlers.router import GROUP_COMMAND


def test_private_chats_and_groups_are_offered_what_is_answered_there_in_each_language() -> None:
    offered: dict[str, list[set[str]]] = {}
    for parameters in command_lists():
        scope = parameters.get("scope", {}).get("type", "")
        offered.setdefault(scope, []).append({command["command"] for command in parameters["commands"]})
    for names in offered[""]:
        assert names - {"start"} <= set(COMMANDS)
    assert offered["all_group_chats"] == [{GROUP_COMMAND}] * len(offered[""])
