"""A Telegram on this machine: a stateful Bot API server and a chat page, for trying, tests and demos."""

from .bot_api import Call
from .office import Office, OfficeRefusal, PersonAccount, RoleWish
from .people import Persona
from .player import User
from .server import Group, Sandbox

__all__ = [
    "Call",
    "Group",
    "Office",
    "OfficeRefusal",
    "PersonAccount",
    "Persona",
    "RoleWish",
    "Sandbox",
    "User",
]
