"""Test what Telegram shows of the bot to people who have not started it yet."""

import pytest

from bot.sending.descriptions import KINDS, set_descriptions

OWN = "Bantuan LPSE Kota Surabaya"


class Profile:
    """Descriptions of a bot in Telegram, by kind and language; "" is for languages without their own.

    Where it `falls_back`, it answers with that for a language without one.
    """

    def __init__(self, own: str = "", *, falls_back: bool = True) -> None:
        self.falls_back = falls_back
        self.texts = {(field, ""): own for *_methods, field in KINDS}
        self.changes = 0

    async def call(self, method: str, parameters: dict[str, str]) -> dict[str, str]:
        [field] = [field for ask, change, field in KINDS if method in (ask, change)]
        language = parameters.get("language_code", "")
        if method.startswith("set"):
            self.texts[field, language] = parameters[field]
            self.changes += 1
        return {
            field: self.texts.get((field, language)) or (self.texts[field, ""] if self.falls_back else "")
        }


@pytest.mark.parametrize(("field", "limit"), [("description", 512), ("short_description", 120)])
async def test_a_newcomer_reads_what_the_bot_is_for_before_starting_it(field: str, limit: int) -> None:
    profile = Profile()
    await set_descriptions(profile)  # type: ignore[arg-type]
    assert "Tekan Mulai untuk masuk" in profile.texts[field, ""]
    assert "Press Start to sign in" in profile.texts[field, "en"]
    assert all(len(text) <= limit for (kind, _language), text in profile.texts.items() if kind == field)


@pytest.mark.parametrize("falls_back", [True, False])
async def test_what_is_there_is_not_set_again(falls_back: bool) -> None:
    profile = Profile(falls_back=falls_back)
    for _start in range(2):
        await set_descriptions(profile)  # type: ignore[arg-type]
    assert profile.changes == 4


@pytest.mark.parametrize("falls_back", [True, False])
async def test_a_description_of_the_operator_stays_and_gets_none_of_ours_beside_it(falls_back: bool) -> None:
    profile = Profile(OWN, falls_back=falls_back)
    await set_descriptions(profile)  # type: ignore[arg-type]
    assert set(profile.texts.values()) == {OWN}


async def test_a_description_of_the_operator_in_one_language_stays_beside_ours() -> None:
    profile = Profile()
    profile.texts["description", "en"] = OWN
    await set_descriptions(profile)  # type: ignore[arg-type]
    assert profile.texts["description", "en"] == OWN
    assert "Tekan Mulai untuk masuk" in profile.texts["description", ""]
