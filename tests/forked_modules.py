"""Import what processes of tests need, and build what the bot builds at its first update, before they fork.

The collector of reference cycles is off meanwhile and passes over all of it later, as in the bot: looking at
it would cost each process time, and a copy of the memory that it shares with the others.
"""

from importlib import import_module

from bot.process.deferred_models import defer_models
from bot.process.long_lived import long_lived

MODULES = (
    "bot.command_line",
    "bot.running",
    "bot.webhook",
    "tests.seams.bot_process",
    "tests.storage.filing_process",
    "tests.torture.child",
)

defer_models()
with long_lived():
    for module in MODULES:
        import_module(module)
    import_module("aiogram.types").Update.model_validate({"update_id": 1})
