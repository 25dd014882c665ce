"""Define what the chat page asks of the bot's side: accounts and roles of people, and how far a tour is."""

from dataclasses import dataclass
from typing import Protocol

from .errors import Json
from .people import Persona


class OfficeRefusal(Exception):
    """Raised where the office does not do what the page asks; the page has words for its code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class PersonAccount:
    """A person's account with the bot; `label` names its roles, `chat` is where it is signed in, if it is."""

    id: int
    email: str
    label: str
    chat: int | None


@dataclass(frozen=True, slots=True)
class RoleWish:
    """A role that somebody shall get, with the LPSE or the directorate that some roles need."""

    role: str
    lpse_id: int | None = None
    directorate: str = ""


class Office(Protocol):
    """The bot's accounts, as the page may use them."""

    async def forms(self) -> Json:
        """Return the roles that can be given, and the directorates."""

    async def lpses(self, text: str) -> list[Json]:
        """Return a few LPSEs that match the text, each with id and name."""

    async def account(self, persona: Persona, known: int | None) -> PersonAccount | None:
        """Return the account signed in at the persona's chat, or else the `known` one, or else their own."""

    async def account_of(self, address: str) -> PersonAccount | None:
        """Return the account of an e-mail address."""

    async def give_role(self, persona: Persona, known: int | None, wish: RoleWish) -> PersonAccount:
        """Give the persona's account the role, a new one if there is none, and sign the persona in.

        Raise `OfficeRefusal`.
        """

    async def invite(self, account_id: int) -> str:
        """Return the start parameter of a link that signs in, once; raise `OfficeRefusal`."""

    async def tour(self) -> Json:
        """Return who plays the steps of a first ticket, its package code, and how far tickets with it are."""
