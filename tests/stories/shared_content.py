"""Share among all bots of a test process what is made of the same master data.

A bot makes it once in its life; the stories start hundreds, nearly all on the master data that ships.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import orjson
import pytest

from core.organisation.lpse import Lpse
from storage.master_data import catalogue_documents, lpses
from storage.master_data.lpse_search import LpseIndex

# Contents that are kept of each kind: the one that ships, and those of the present story.
KEPT = 8


def share_content(patch: pytest.MonkeyPatch) -> None:
    """Have documents and the index of LPSEs read once for each content."""
    reads = {kind: _once_for_each(read) for kind, read in catalogue_documents.READ.items()}
    patch.setattr(catalogue_documents, "READ", reads)

    @lru_cache(KEPT)
    def index_of(all_lpses: tuple[Lpse, ...]) -> LpseIndex:
        return LpseIndex(all_lpses)

    def index(all_lpses: Iterable[Lpse]) -> LpseIndex:
        return index_of(tuple(all_lpses))

    patch.setattr(lpses, "LpseIndex", index)


def _once_for_each(read: Callable[[object], Any]) -> Callable[[object], Any]:
    """Return a function that reads documents of the same content once."""

    @lru_cache(KEPT)
    def read_json(content: bytes) -> Any:
        return read(orjson.loads(content))

    def read_document(document: object) -> Any:
        return read_json(orjson.dumps(document))

    return read_document
