"""Stop asking a service that keeps failing for a while, then try it once."""

from __future__ import annotations

from collections.abc import Callable


class CircuitBreaker:
    """A circuit breaker: ask `admit` before each try; then call `succeed`, `fail`, `open_for` or `release`.

    It is closed at first. `failures` in a row open it for `first` seconds; then one try is let through. Each
    such try that fails doubles the pause, up to `longest` seconds; one that succeeds closes the circuit.
    """

    def __init__(
        self, clock: Callable[[], float], failures: int = 5, first: float = 30.0, longest: float = 600.0
    ) -> None:
        self._clock = clock
        self._failures = failures
        self._first = first
        self._longest = longest
        self._in_a_row = 0
        self._pause = 0.0
        self._until: float | None = None
        self._trying = False

    def admit(self) -> bool:
        """Return whether a try may be made now."""
        if self._until is None:
            return True
        if self._trying or self._clock() < self._until:
            return False
        self._trying = True
        return True

    def succeed(self) -> None:
        """Record that the service answered; close the circuit."""
        if not self._is_resting():
            self._in_a_row, self._pause, self._until, self._trying = 0, 0.0, None, False

    def fail(self) -> None:
        """Record a failed call; open the circuit after `failures` failures in a row."""
        if self._is_resting():
            return
        self._in_a_row += 1
        if self._trying or self._in_a_row >= self._failures:
            self._pause = min(max(2 * self._pause, self._first), self._longest)
            self.open_for(self._pause)

    def open_for(self, seconds: float) -> None:
        """Open the circuit for `seconds`, as the service asked; a longer pause that it has already stays."""
        until = self._clock() + seconds
        self._until = until if self._until is None else max(until, self._until)
        self._trying = False

    def release(self) -> None:
        """End a try that was given up and says nothing about the service."""
        self._trying = False

    def _is_resting(self) -> bool:
        """Return whether the circuit is open without a try under way.

        A call that ends then began before the circuit opened, and must not count.
        """
        return self._until is not None and not self._trying
