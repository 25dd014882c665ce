"""Let a person ask for a copy of their own data, once a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.administration.accounts import account_name
from core.administration.audit import AuditChange, AuditTrail, ChangeType
from core.errors import Refusal
from core.people.people import Person
from core.use_cases.own_account.sign_in_limits import SignInLimit, SignInLimits

OWN_DATA = SignInLimit("own_data", 1, timedelta(days=1))
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RequestOwnData:
    """Limit requests for one's own data to one a day, and record each in the audit trail.

    It is recorded since somebody who took over a person's chat could make such a request too.
    """

    limits: SignInLimits
    trail: AuditTrail

    def check(self, person: Person, at: datetime) -> None:
        """Refuse `own_data_waits`, with the hours to wait, where it would be the second request in a day."""
        wait = self.limits.wait(OWN_DATA, person.id, at)
        if wait is not None:
            raise Refusal("own_data_waits", hours=max(1, -(-wait // _HOUR)))

    def count(self, person: Person, at: datetime) -> None:
        """Count a request that was accepted."""
        self.limits.use(OWN_DATA, person.id, at)
        self.trail.add(AuditChange(ChangeType.DATA_EXPORTED, account_name(person), at, person.id))
