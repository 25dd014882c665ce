"""The chat page's requests about accounts: who is signed in, roles to give, and signing in again."""

from dataclasses import replace

from aiohttp import web

from .errors import Json, Refusal, bad_request
from .keeping import Keeping
from .office import Office, OfficeRefusal, PersonAccount, RoleWish
from .page_guard import only_the_page
from .params import Params, read_params
from .people import Persona
from .world import World

# Characters of what is searched for, of an address, and of a label.
LONGEST_SEARCH = LONGEST_LABEL = 100
LONGEST_ADDRESS = 320


class PageOffice:
    """The office's side of the server; without an office the page offers nothing of it.

    It remembers which account each persona had last, so that one who signed out can come back.
    """

    def __init__(self, world: World, keeping: Keeping) -> None:
        self._world = world
        self._keeping = keeping
        self._office: Office | None = None
        self._known: dict[int, int] = {key: tree["account"] for key, tree in keeping.every("account")}

    @property
    def is_open(self) -> bool:
        """Return whether there is an office."""
        return self._office is not None

    def open(self, office: Office) -> None:
        """Let the page ask this office from now on."""
        self._office = office
        # Those who are there from the beginning come with the labels that they had then.
        for key, tree in self._keeping.every("label"):
            if persona := self._world.personas.get(key):
                self._world.meet(replace(persona, label=tree["label"]), opened=True)
        self._world.emit(type="office")

    def add_routes(self, app: web.Application) -> None:
        """Put the addresses into the application."""
        for path, answer in (
            ("forms", self.forms),
            ("lpses", self.lpses),
            ("tour", self.tour),
            ("owner", self.owner),
            ("people/{persona:[0-9]{1,15}}/account", self.account),
            ("people/{persona:[0-9]{1,15}}/role", self.give_role),
            ("people/{persona:[0-9]{1,15}}/invitation", self.invite),
        ):
            app.router.add_post(f"/sandbox/office/{path}", only_the_page(answer))

    async def forms(self, request: web.Request) -> Json:
        """Answer with the roles that can be given, and the directorates."""
        return await self._open_office().forms()

    async def lpses(self, request: web.Request) -> Json:
        """Answer with a few LPSEs that match what was typed."""
        params = await read_params(request)
        return {"lpses": await self._open_office().lpses(_storable(params.text("text"))[:LONGEST_SEARCH])}

    async def tour(self, request: web.Request) -> Json:
        """Answer with how far the first ticket is."""
        return await self._open_office().tour()

    async def owner(self, request: web.Request) -> Json:
        """Answer with the chat of whom a letter to this address is for; None where that is nobody here."""
        params = await read_params(request)
        account = await self._open_office().account_of(_storable(params.text("address"))[:LONGEST_ADDRESS])
        if account is None:
            return {"chat": None}
        had = next((chat for chat, known in self._known.items() if known == account.id), None)
        return {"chat": account.chat or had}

    async def account(self, request: web.Request) -> Json:
        """Answer with the account of a persona, and whether they are signed in."""
        persona = self._persona(request)
        account = await self._open_office().account(persona, self._known.get(persona.id))
        return {"account": self._seen(persona, account) if account else None}

    async def give_role(self, request: web.Request) -> Json:
        """Give a persona a role; they are signed in from then on, and named by what they are."""
        persona, params = self._persona(request), await read_params(request)
        wish = RoleWish(params.text("role"), _lpse_id(params), params.text("directorate"))
        office = self._open_office()
        try:
            account = await office.give_role(persona, self._known.get(persona.id), wish)
        except OfficeRefusal as refusal:
            raise Refusal(400, refusal.code) from None
        label = account.label[:LONGEST_LABEL]
        self._keeping.put("label", persona.id, {"label": label})
        self._world.meet(replace(persona, label=label), opened=True)
        return {"account": self._seen(persona, account)}

    async def invite(self, request: web.Request) -> Json:
        """Answer with what the persona sends to be signed in again."""
        persona, office = self._persona(request), self._open_office()
        account = await office.account(persona, self._known.get(persona.id))
        if account is None:
            raise Refusal(400, "account_unknown")
        try:
            return {"start": await office.invite(account.id)}
        except OfficeRefusal as refusal:
            raise Refusal(400, refusal.code) from None

    def _seen(self, persona: Persona, account: PersonAccount) -> Json:
        """Return the account as the page shows it, and remember it: the last one signed in, or their own."""
        signed_in = account.chat == persona.id
        if persona.id not in self._known or (signed_in and self._known[persona.id] != account.id):
            self._known[persona.id] = account.id
            self._keeping.put("account", persona.id, {"account": account.id})
        return {"email": account.email, "label": account.label, "signed_in": signed_in}

    def _persona(self, request: web.Request) -> Persona:
        persona = self._world.personas.get(int(request.match_info["persona"]))
        if persona is None:
            raise bad_request("user not found")
        return persona

    def _open_office(self) -> Office:
        if self._office is None:
            raise Refusal(404, "Not Found: nobody keeps accounts here")
        return self._office


def _storable(text: str) -> str:
    """Return the text without halves of characters, which no database takes."""
    return text.encode(errors="ignore").decode()


def _lpse_id(params: Params) -> int | None:
    return params.integer("lpse_id") if params.text("lpse_id") else None
