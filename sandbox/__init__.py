"""A Telegram on this machine: a stateful Bot API server and a chat page, for trying, tests and demos."""

from .bot_api import Call
from .people import Persona
from .player import User
from .server import Group, Sandbox

__all__ = ["Call", "Group", "Persona", "Sandbox", "User"]
