"""Logging: one line an event, as keys and values; never a secret, and never what people wrote."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any

import structlog


def configure_logging(level: str) -> None:
    """Readable lines on a terminal, JSON anywhere else; libraries speak from warnings on."""
    on_terminal = sys.stderr.isatty()
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer() if on_terminal else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        # Looked up anew for each line: whoever runs us may put another stream in its place.
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet("%(levelname)s %(name)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


class Discreet(logging.Formatter):
    """What libraries log, without messages and tracebacks: those of a database hold what it was given."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name that logging calls
        failure = ei[1]
        return str(where(failure)) if isinstance(failure, BaseException) else ""


def where(failure: BaseException) -> dict[str, object]:
    """What kind of failure, and the innermost lines of code: its message may hold what somebody wrote."""
    frames = traceback.extract_tb(failure.__traceback__)[-4:]
    return {
        "error": type(failure).__name__,
        "at": [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames],
    }
