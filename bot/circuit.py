"""A circuit breaker: a service that keeps failing is left in peace for a while, then tried once."""

from __future__ import annotations

from collections.abc import Callable


class Circuit:
    """Ask `admit` before every try, and end each with one of `succeed`, `fail`, `hold` or `forgo`.

    Closed at first. `failures` in a row open it for `first` seconds; then one try is let through, and
    every one of those that fails doubles the rest, up to `longest` seconds. A success closes it.
    """

    def __init__(
        self, clock: Callable[[], float], failures: int = 5, first: float = 30.0, longest: float = 600.0
    ) -> None:
        self._clock = clock
        self._failures = failures
        self._first = first
        self._longest = longest
        self._in_a_row = 0
        self._rest = 0.0
        self._until: float | None = None
        self._trying = False

    def admit(self) -> bool:
        """Whether a try may be made now."""
        if self._until is None:
            return True
        if self._trying or self._clock() < self._until:
            return False
        self._trying = True
        return True

    def succeed(self) -> None:
        """The service answered."""
        if not self._rests():
            self._in_a_row, self._rest, self._until, self._trying = 0, 0.0, None, False

    def fail(self) -> None:
        """It did not."""
        if self._rests():
            return
        self._in_a_row += 1
        if self._trying or self._in_a_row >= self._failures:
            self._rest = min(max(2 * self._rest, self._first), self._longest)
            self.hold(self._rest)

    def hold(self, seconds: float) -> None:
        """The service asked for a rest, which never makes one shorter that it has already."""
        until = self._clock() + seconds
        self._until = until if self._until is None else max(until, self._until)
        self._trying = False

    def forgo(self) -> None:
        """The try was given up, and says nothing about the service."""
        self._trying = False

    def _rests(self) -> bool:
        """Open, with no try let through: what ends now began before, and was counted by then."""
        return self._until is not None and not self._trying
