"""Pause everything that goes to one server while that server is away."""

from __future__ import annotations

from time import monotonic


class ServerPause:
    """A pause that all attempts share; it grows while they fail and ends with the first that succeeds."""

    def __init__(self, first: float, longest: float) -> None:
        """Take the seconds of the first pause, and of the longest."""
        self._first, self._longest = first, longest
        self._since = self._until = 0.0
        self.seconds = 0.0

    @property
    def is_on(self) -> bool:
        """Return whether the server has not answered since it was found away."""
        return self.seconds > 0

    @property
    def remaining(self) -> float:
        """Return for how many seconds nothing should be tried; zero where it may be."""
        return max(0.0, self._until - monotonic())

    def lengthen(self, begun: float) -> bool:
        """Pause, or pause again for longer, after an attempt that began at this moment of `monotonic`.

        Return False where the attempt began before the pause did, and so says nothing new.
        """
        if begun < self._since:
            return False
        self.seconds = min(self.seconds * 2, self._longest) if self.is_on else self._first
        self._since = monotonic()
        self._until = self._since + self.seconds
        return True

    def end(self) -> bool:
        """End the pause; return whether there was one."""
        was_on = self.is_on
        self.seconds = self._until = 0.0
        return was_on
