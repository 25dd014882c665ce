"""Build what the bot builds at its first update, in the process from which tests fork others."""

from aiogram.types import Update

Update.model_validate({"update_id": 1})
