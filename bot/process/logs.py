"""Log one line for each event, as keys and values; never a secret, and never what people wrote."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import warnings
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, TextIO

import structlog

# The code of this project, wherever it is installed.
_ROOT = Path(__file__).parents[2]
_ROOMS = frozenset({"bot", "handlers", "conversations", "core", "storage", "locales", "sandbox"})

log = structlog.get_logger()


def configure_logging(level: str, form: str | None = None) -> None:
    """Log one line for each event to stderr, all in the same form; libraries from warnings on only.

    `form` is "text" or "json"; without one it is text on a terminal, and JSON anywhere else. What is bound to
    the context, such as the update that is being processed, stands in each line.
    Of what libraries log, warn of and raise, only its kind and place are written: their sentences quote raw
    updates, values of a database, and what a model could not validate.
    """
    on_terminal = sys.stderr.isatty()
    is_text = on_terminal if form is None else form == "text"
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=on_terminal) if is_text else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_failures,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        # sys.stderr is looked up anew for each line, since it may be replaced.
        logger_factory=lambda *_names: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.setLogRecordFactory(_BareRecord)
    logging.basicConfig(level=logging.WARNING, handlers=[_LibraryHandler()], force=True)
    warnings.showwarning = _log_warning
    sys.excepthook = lambda _kind, failure, _trace: _log_uncaught(failure)
    threading.excepthook = lambda raised: _log_uncaught(raised.exc_value)
    sys.unraisablehook = lambda raised: _log_uncaught(raised.exc_value)


class _BareRecord(logging.LogRecord):
    """A record of a library without its sentence, its values and its traceback, for whichever handler."""

    failure: dict[str, object]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        raised = self.exc_info[1] if self.exc_info else None
        self.failure = failure_location(raised) if raised is not None else {}
        self.msg, self.args = f"{self.name} {self.filename}:{self.lineno}", None
        self.exc_info = self.exc_text = self.stack_info = None


class _LibraryHandler(logging.Handler):
    """Writes records of libraries as events of our own; one that can't be written is not shown in any way."""

    def emit(self, record: logging.LogRecord) -> None:
        failure = getattr(record, "failure", {})
        place = f"{record.filename}:{record.lineno}"
        log.log(record.levelno, "library_logged", logger=record.name, place=place, **failure)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        """Print nothing of a record."""


def _log_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """Log a warning of Python's without its sentence."""
    log.warning("library_warned", kind=category.__name__, place=f"{Path(filename).name}:{lineno}")


def _log_uncaught(failure: BaseException | None) -> None:
    """Log what ended the process or a thread, or was raised where nobody can catch it."""
    if not isinstance(failure, KeyboardInterrupt | SystemExit):
        log.critical("uncaught", **(failure_location(failure) if failure is not None else {}))


def _without_failures(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replace the traceback and every exception of an event of our own by kind and place."""
    info = event.pop("exc_info", None)
    event.pop("stack_info", None)
    raised = sys.exc_info()[1] if info is True else info[1] if isinstance(info, tuple) else info
    if isinstance(raised, BaseException):
        event.update(failure_location(raised))
    for name, value in event.items():
        if isinstance(value, BaseException):
            event[name] = type(value).__name__
    return event


def failure_location(failure: BaseException) -> dict[str, object]:
    """Return a failure's type and where it was raised; its message may hold private texts.

    `at` has the innermost four lines of this project's own code, and the innermost line of all.
    """
    frames = traceback.extract_tb(failure.__traceback__)
    own = [frame for frame in frames if _is_own(frame)][-4:]
    shown = own if frames[-1:] == own[-1:] else [*own, *frames[-1:]]
    return {
        "error": type(failure).__name__,
        "at": [f"{_short(frame)}:{frame.lineno} {frame.name}" for frame in shown],
    }


def failure_place(failure: BaseException) -> str:
    """Return a failure's type and the innermost line of this project's own code, such as for a table."""
    own = [frame for frame in traceback.extract_tb(failure.__traceback__) if _is_own(frame)]
    place = f" at {_short(own[-1])}:{own[-1].lineno}" if own else ""
    return f"{type(failure).__name__}{place}"


def _is_own(frame: traceback.FrameSummary) -> bool:
    path = Path(frame.filename)
    return path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in _ROOMS


def _short(frame: traceback.FrameSummary) -> str:
    """Return the path of a file of this project, and the name of any other."""
    path = Path(frame.filename)
    return path.relative_to(_ROOT).as_posix() if _is_own(frame) else path.name
