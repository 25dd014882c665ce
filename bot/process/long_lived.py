"""Keep Python's collector of reference cycles away from what lives as long as the process."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def long_lived() -> Iterator[None]:
    """Import modules in this block, or create other objects that stay until the process ends.

    The collector is off meanwhile, and never looks at them later: on the way to a hundred thousand objects of
    imported modules it would look through all of them again and again, and find none to free.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
