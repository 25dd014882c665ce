"""Bot API: who the bot is and what it says about itself."""

import re

from .errors import Json, bad_request
from .params import Params
from .world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
COMMAND_LIMIT = 100
DESCRIPTION_LIMIT = 256
SCOPES = {
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators",
    "chat", "chat_administrators", "chat_member",
}  # fmt: skip
TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, params: Params) -> Json:
    """Return who the bot is (getMe)."""
    return {
        **world.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, params: Params) -> bool:
    """Set the commands of a scope and a language (setMyCommands)."""
    given = params.tree("commands", "commands")
    if not isinstance(given, list):
        raise bad_request("can't parse commands JSON object")
    if len(given) > COMMAND_LIMIT:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = []
    for command in given:
        name = str(command.get("command", "")).removeprefix("/") if isinstance(command, dict) else ""
        about = str(command.get("description", "")) if isinstance(command, dict) else ""
        if not COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(about) <= DESCRIPTION_LIMIT:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": name, "description": about})
    world.profile.set("commands", _language(params), commands, _scope(params))
    _announce(world)
    return True


def get_my_commands(world: World, params: Params) -> object:
    """Return the commands of exactly this scope and language (getMyCommands)."""
    return world.profile.get("commands", _language(params), _scope(params)) or []


def delete_my_commands(world: World, params: Params) -> bool:
    """Delete the commands of a scope and a language (deleteMyCommands)."""
    world.profile.set("commands", _language(params), None, _scope(params))
    _announce(world)
    return True


def _announce(world: World) -> None:
    world.emit(type="commands", **world.profile.all_commands())


def _language(params: Params) -> str:
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _scope(params: Params) -> str:
    scope = params.tree("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict) or str(scope.get("type")) not in SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    return ":".join(str(scope[part]) for part in ("type", "chat_id", "user_id") if part in scope)


def set_text(world: World, params: Params, kind: str) -> bool:
    """Set the name or one of the descriptions in a language."""
    text = params.text(kind)
    if len(text) > TEXT_LIMITS[kind]:
        raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
    world.profile.set(kind, _language(params), text)
    return True


def get_text(world: World, params: Params, kind: str) -> Json:
    """Return the name or one of the descriptions in a language, or else in none."""
    language = _language(params)
    text = world.profile.get(kind, language) or world.profile.get(kind, "")
    return {kind: text or (world.bot["first_name"] if kind == "name" else "")}


def set_menu_button(world: World, params: Params) -> bool:
    """Set the button beside the input line (setChatMenuButton)."""
    button = params.tree("menu_button", "MenuButton") or {"type": "default"}
    if not isinstance(button, dict) or str(button.get("type")) not in {"default", "commands", "web_app"}:
        raise bad_request("MenuButton has unsupported type")
    world.profile.set("menu_button", "", button, f"chat:{params.text('chat_id')}")
    return True


def get_menu_button(world: World, params: Params) -> object:
    """Return the button beside the input line (getChatMenuButton)."""
    own = world.profile.get("menu_button", "", f"chat:{params.text('chat_id')}")
    return own or world.profile.get("menu_button", "", "chat:") or {"type": "commands"}
