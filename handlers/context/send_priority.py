"""The order of sending: answers to people, answers to strangers, alerts, and everything that can wait."""

from __future__ import annotations

from enum import IntEnum


class SendPriority(IntEnum):
    """The priorities of outgoing calls; the smallest number is sent first."""

    ANSWER = 0
    # To a chat in which nobody is signed in. Before there was this, 1 and 2 were alerts and digests.
    GUEST = 1
    ALERT = 2
    DIGEST = 3
