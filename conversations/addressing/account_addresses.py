"""Addresses of what a person does with their own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OwnData:
    """Everything that is kept about the reader, as a document."""

    WIRE: ClassVar = "mydata"
