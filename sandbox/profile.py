"""The bot's account of itself: commands, name, descriptions and menu button."""

import json

from .errors import Json
from .keeping import Keeping


class Profile:
    """Texts by kind, scope and language."""

    def __init__(self, keeping: Keeping) -> None:
        self._keeping = keeping
        self._texts: dict[str, Json] = {}
        for _, tree in keeping.every("profile"):
            self._texts = tree

    def set(self, kind: str, language: str, value: object, scope: str = "default") -> None:
        """Set the text; an empty one takes it away."""
        key = json.dumps([kind, scope, language])
        if value:
            self._texts[key] = {"kind": kind, "scope": scope, "language": language, "value": value}
        else:
            self._texts.pop(key, None)
        self._keeping.put("profile", 0, self._texts)

    def get(self, kind: str, language: str, scope: str = "default") -> object:
        """Return the text for exactly that scope and language, or None."""
        entry = self._texts.get(json.dumps([kind, scope, language]))
        return entry["value"] if entry else None

    def commands(self, kind: str = "private") -> Json:
        """Return the commands of all private chats, or of each "group", by language; '' is for all others."""
        shown: Json = {}
        for scope in ("default", f"all_{kind}_chats"):
            for entry in self._texts.values():
                if entry["kind"] == "commands" and entry["scope"] == scope:
                    shown[entry["language"]] = entry["value"]
        return shown

    def chat_commands(self) -> Json:
        """Return the commands set for one chat alone, by chat and language."""
        shown: Json = {}
        for entry in self._texts.values():
            if entry["kind"] == "commands" and entry["scope"].startswith("chat:"):
                chat = entry["scope"].removeprefix("chat:")
                shown.setdefault(chat, {})[entry["language"]] = entry["value"]
        return shown

    def all_commands(self) -> Json:
        """Return all commands as the page is told of them."""
        return {
            "commands": self.commands(),
            "group_commands": self.commands("group"),
            "chat_commands": self.chat_commands(),
        }
