"""Run a test with every case of a table as one test of pytest, where each case takes a moment only.

A test of its own costs some three milliseconds of administration, more than most cases take.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeAlias

import pytest

Test: TypeAlias = Callable[..., Any]


def for_each(
    names: str | Sequence[str], values: Iterable[Any], ids: Callable[[Any], str] | None = None
) -> Callable[[Test], Test]:
    """Return a decorator that runs a test with each of the values, and fails with all cases that failed.

    It takes what `pytest.mark.parametrize` takes, and `ids` gives the name of a case from its value. Each
    case has a `tmp_path` of its own, and shares the other fixtures of the test: where it needs fresh ones, or
    is skipped by itself, parametrize.
    """
    listed = list(values)
    arguments = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    cases = [_arguments(arguments, value) for value in listed]
    assert cases, "a test without a case tests nothing"
    named = [(ids(value) if ids else _title(case), case) for value, case in zip(listed, cases, strict=True)]

    def decorate(test: Test) -> Test:
        run: Test
        if inspect.iscoroutinefunction(test):

            async def run(**fixtures: Any) -> None:
                __tracebackhide__ = True
                failures: list[str] = []
                for at, (title, case) in enumerate(named):
                    with _noting(title, failures):
                        await test(**_with_own_folder(fixtures, at), **case)
                _report(failures, len(cases))

        else:

            def run(**fixtures: Any) -> None:
                __tracebackhide__ = True
                failures: list[str] = []
                for at, (title, case) in enumerate(named):
                    with _noting(title, failures):
                        test(**_with_own_folder(fixtures, at), **case)
                _report(failures, len(cases))

        signature = inspect.signature(test)
        fixtures = [one for name, one in signature.parameters.items() if name not in arguments]
        unknown = set(arguments) - signature.parameters.keys()
        assert not unknown, f"{test.__name__} takes no {unknown}"
        wraps(test)(run)
        # Pytest looks here for the names of fixtures.
        vars(run)["__signature__"] = signature.replace(parameters=fixtures)
        return run

    return decorate


def _with_own_folder(fixtures: Mapping[str, Any], at: int) -> Mapping[str, Any]:
    if "tmp_path" not in fixtures:
        return fixtures
    folder = fixtures["tmp_path"] / str(at)
    folder.mkdir()
    return {**fixtures, "tmp_path": folder}


def _arguments(names: Sequence[str], value: Any) -> Mapping[str, Any]:
    values = (value,) if len(names) == 1 else tuple(value)
    return dict(zip(names, values, strict=True))


def _title(case: Mapping[str, Any]) -> str:
    return ", ".join(value if isinstance(value, str) else repr(value) for value in case.values())


@contextmanager
def _noting(title: str, failures: list[str]) -> Iterator[None]:
    """Add what fails in the block to `failures`, as pytest shows it."""
    __tracebackhide__ = True
    try:
        yield
    except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - the test fails with it later
        shown = pytest.ExceptionInfo.from_exception(error).getrepr(style="short")
        failures.append(f"[{title}]\n{shown}")


def _report(failures: Sequence[str], count: int) -> None:
    __tracebackhide__ = True
    if failures:
        pytest.fail("\n\n".join([f"{len(failures)} of {count} cases failed.", *failures]), pytrace=False)
