"""Test that aiogram's models are built when they are used, and are what they are without the delay."""

import sys
from collections.abc import Iterator
from typing import Any

import aiogram
import pytest
from aiogram.methods import CreateNewStickerSet
from aiogram.types import Giveaway, InputSticker, PassportData, TelegramObject
from pydantic import BaseModel, ValidationError

from bot.process.deferred_models import defer_models

# What neither the bot nor another test uses, so that nothing has built it yet.
UNUSED = PassportData


def test_importing_aiogram_builds_no_model() -> None:
    assert not UNUSED.__pydantic_complete__


def test_a_model_is_built_with_all_types_within_it_when_it_is_used() -> None:
    raw = {"chats": [{"id": -5, "type": "channel"}], "winners_selection_date": 0, "winner_count": 2}
    giveaway = Giveaway.model_validate(raw)
    assert giveaway.chats[0].id == -5
    with pytest.raises(ValidationError):
        Giveaway.model_validate(raw | {"chats": [{"id": "no number"}]})


def test_a_method_is_built_with_the_types_of_its_parameters() -> None:
    sticker = InputSticker(sticker="file", format="static", emoji_list=["🙂"])
    method = CreateNewStickerSet(user_id=1, name="set", title="Set", stickers=[sticker])
    assert method.model_dump()["stickers"][0]["emoji_list"] == ["🙂"]


def test_other_models_are_built_as_ever() -> None:
    class Later(BaseModel):
        part: "Part"

    class Part(BaseModel):
        number: int

    assert Later.model_rebuild()
    assert Later.model_validate({"part": {"number": 3}}).part == Part(number=3)


@pytest.fixture
def without_aiogram() -> Iterator[None]:
    """Let the process forget that it has imported aiogram, and give everything back at the end."""
    held: dict[str, Any] = {k: m for k, m in sys.modules.items() if k.partition(".")[0] == "aiogram"}
    finders = list(sys.meta_path)
    for name in held:
        del sys.modules[name]
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "aiogram"]:
        del sys.modules[name]
    sys.modules.update(held)
    sys.meta_path[:] = finders


def test_it_is_asked_for_at_most_once(without_aiogram: None) -> None:
    before = len(sys.meta_path)
    defer_models()
    defer_models()
    assert len(sys.meta_path) == before + 1


def test_what_is_imported_already_stays_as_it_is() -> None:
    before = list(sys.meta_path)
    defer_models()
    assert sys.meta_path == before
    assert issubclass(aiogram.types.Giveaway, TelegramObject)
