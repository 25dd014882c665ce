"""The kinds of steps that conversations are built from."""

from __future__ import annotations

from conversations.steps.choice import ChoiceStep, Option, SearchStep
from conversations.steps.confirm import ConfirmStep, ReviewStep
from conversations.steps.files import FilesStep, uploads_from
from conversations.steps.mailed_code import MailedCodeStep
from conversations.steps.text import TextStep

__all__ = [
    "ChoiceStep",
    "ConfirmStep",
    "FilesStep",
    "MailedCodeStep",
    "Option",
    "ReviewStep",
    "SearchStep",
    "TextStep",
    "uploads_from",
]
