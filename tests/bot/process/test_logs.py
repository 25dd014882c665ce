"""Test that failures of libraries are logged without anything that people wrote."""

import asyncio
import gc
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Any, NoReturn, TypeAlias

import pytest
import structlog
from pydantic import BaseModel, ValidationError
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from bot.process.logs import configure_logging, failure_location, failure_place
from storage.tickets.numbers import SqlNumbers

Said: TypeAlias = pytest.CaptureFixture[str]

SECRET = "kata rahasia"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> Iterator[Said]:
    """Configure logging as a process does, and yield what it writes; the test's own hooks come back after."""
    for module, name in (
        (warnings, "showwarning"),
        (sys, "excepthook"),
        (threading, "excepthook"),
        (sys, "unraisablehook"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))
    factory, handlers, level = logging.getLogRecordFactory(), [*logging.root.handlers], logging.root.level
    logging.root.handlers.clear()
    configure_logging("DEBUG")
    yield capsys
    logging.setLogRecordFactory(factory)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


def lines(said: Said) -> list[dict[str, Any]]:
    """Return the lines of the log; fail where one of them is no event, or a secret stands in any."""
    written = said.readouterr().err
    assert "rahasia" not in written
    return [json.loads(line) for line in written.splitlines()]


def fails(words: str = SECRET) -> NoReturn:
    raise ValueError(words)


class Model(BaseModel):
    number: int


def test_a_statement_that_fails_is_logged_without_what_it_was_given(said: Said) -> None:
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            connection.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": SECRET})
    except OperationalError:
        logging.getLogger("apscheduler").exception("Job failed: %s", SECRET)
    engine.dispose()
    [line] = lines(said)
    assert (line["event"], line["logger"], line["error"]) == (
        "library_logged",
        "apscheduler",
        "OperationalError",
    )


def test_whatever_a_library_logs_its_words_and_values_are_not_written(
    said: Said,
) -> None:
    library = logging.getLogger("aiogram.event")
    library.warning("Update %s is unknown", {"text": SECRET})
    library.error(f"Update {SECRET} is unknown", stack_info=True)
    # The number of values is wrong, which logging would print with the values.
    library.error("%s %s", SECRET)
    library.error({"text": SECRET})
    try:
        Model.model_validate({"number": SECRET})
    except ValidationError as failure:
        library.error("invalid", exc_info=failure)
    # A library with a handler of its own writes no more than we do.
    own = logging.StreamHandler(sys.stderr)
    own.setFormatter(logging.Formatter('{"event": "%(message)s"}'))
    library.addHandler(own)
    try:
        fails()
    except ValueError:
        library.exception(SECRET)
    library.removeHandler(own)
    found = lines(said)
    assert [line["event"] for line in found[:5]] == ["library_logged"] * 5
    assert all(line["place"].startswith("test_logs.py:") for line in found[:5])
    assert found[4]["error"] == "ValidationError"
    assert len(found) == 7


def test_warnings_are_logged_by_kind_and_place(said: Said) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"Detected not known update type: {SECRET}", RuntimeWarning, stacklevel=1)
    [line] = lines(said)
    assert (line["event"], line["kind"]) == ("library_warned", "RuntimeWarning")


def test_what_nobody_catches_is_logged_by_kind_and_place(said: Said) -> None:
    try:
        fails()
    except ValueError as failure:
        sys.excepthook(ValueError, failure, failure.__traceback__)
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()

    class Ends:
        def __del__(self) -> None:
            fails()

    Ends()
    gc.collect()
    found = lines(said)
    assert [(line["event"], line["error"]) for line in found] == [("uncaught", "ValueError")] * 3


async def test_a_task_whose_failure_nobody_asked_for_is_logged_without_its_words(
    said: Said,
) -> None:
    async def fail() -> None:
        fails()

    task = asyncio.create_task(fail(), name=SECRET)
    await asyncio.wait({task})
    del task
    gc.collect()
    found = lines(said)
    assert found
    assert {(line["logger"], line["error"]) for line in found} == {("asyncio", "ValueError")}


def test_an_event_of_our_own_shows_no_words_of_a_failure_either(said: Said) -> None:
    log = structlog.get_logger()
    try:
        fails()
    except ValueError as failure:
        log.exception("by_exception")
        log.error("by_value", error=failure, stack_info=True)
        log.error("by_instance", exc_info=failure)
    found = lines(said)
    assert [line["error"] for line in found] == ["ValueError"] * 3


def test_a_failure_in_the_driver_is_told_by_the_line_of_our_own_that_led_there() -> None:
    engine = create_engine("sqlite://")
    with pytest.raises(OperationalError) as failed, engine.connect() as connection:
        SqlNumbers(connection).next("TPS", "2611")
    engine.dispose()
    assert failure_place(failed.value).startswith("OperationalError at storage/tickets/numbers.py:")
    location = failure_location(failed.value)
    assert location["error"] == "OperationalError"
    assert isinstance(location["at"], list)
    own, innermost = location["at"]
    assert own.startswith("storage/tickets/numbers.py:")
    assert own.endswith(" next")
    assert innermost.startswith("default.py:")


def test_a_failure_of_which_nothing_is_our_own_has_its_innermost_line() -> None:
    with pytest.raises(ValueError) as failed:  # noqa: PT011 - it is about where it was raised
        raise ValueError("rahasia")
    assert failure_place(failed.value) == "ValueError"
    assert str(failure_location(failed.value)["at"]).startswith("['test_logs.py:")


def test_lines_name_the_update_that_is_processed_those_of_libraries_too(said: Said) -> None:
    with structlog.contextvars.bound_contextvars(update_id=7, reference="0badcafe"):
        structlog.get_logger().info("handled")
        logging.getLogger("sqlalchemy").warning("%s", SECRET)
    structlog.get_logger().info("later")
    first, second, third = lines(said)
    assert (first["update_id"], first["reference"]) == (second["update_id"], second["reference"])
    assert second["reference"] == "0badcafe"
    assert "reference" not in third


def test_text_has_one_line_for_each_event_whoever_logs_it(said: Said) -> None:
    configure_logging("INFO", "text")
    structlog.get_logger().info("handled", what="a\nb")
    try:
        fails()
    except ValueError:
        logging.getLogger("aiohttp").exception("Failed: %s", SECRET)
    written = said.readouterr().err
    assert len(written.splitlines()) == 2
    assert "rahasia" not in written
    assert "library_logged" in written
    assert not written.startswith("{")
