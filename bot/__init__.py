"""The process: settings, wiring, updates, sending, jobs, scheduler, webhook and command line."""

from bot.process.deferred_models import defer_models

defer_models()
