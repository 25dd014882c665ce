"""People with accounts, and the roles in which each of them acts."""

from __future__ import annotations

from dataclasses import dataclass

from core.languages import SOURCE
from core.organisation.directorates import Directorate
from core.organisation.roles import Level, Role
from core.people.desks import Desk


@dataclass(frozen=True, slots=True)
class Assignment:
    """One role of a person: at an LPSE, in a directorate's team, or national."""

    role: Role
    lpse_id: int | None = None
    directorate: Directorate | None = None

    @property
    def key(self) -> str:
        """Return the short text that identifies the role and its place: `ppk:10`, `tim_teknis:spse`."""
        parts = (self.role, self.lpse_id, self.directorate)
        return ":".join(str(part) for part in parts if part is not None)

    @property
    def desk(self) -> Desk | None:
        """Return the desk that this role serves at; None for reporters and the administrator."""
        level = self.role.level
        if level is None or level is Level.REPORTER:
            return None
        if level <= Level.LPSE_2:
            return Desk(level, lpse_id=self.lpse_id)
        if level is Level.TIM_TEKNIS:
            return Desk(level, directorate=self.directorate)
        return Desk(level)


@dataclass(frozen=True, slots=True)
class Person:
    """A person with an account. `language` is a code of `core.languages`."""

    id: int
    name: str
    email: str
    phone: str = ""
    office: str = ""
    language: str = SOURCE.code
    assignments: tuple[Assignment, ...] = ()

    @property
    def is_staff(self) -> bool:
        return any(a.role.is_staff for a in self.assignments)

    @property
    def is_administrator(self) -> bool:
        return any(a.role is Role.ADMINISTRATOR for a in self.assignments)

    @property
    def is_national(self) -> bool:
        """Return whether the person works at LKPP, whose people see every LPSE's tickets."""
        return any(
            a.role.level is not None and a.role.level >= Level.LKPP_NON_TEKNIS for a in self.assignments
        )

    @property
    def desks(self) -> tuple[Desk, ...]:
        """Return the desks that this person serves at, each once, in the order of the roles."""
        return tuple(dict.fromkeys(a.desk for a in self.assignments if a.desk is not None))

    @property
    def lpse_ids(self) -> tuple[int, ...]:
        """Return the ids of the LPSEs that this person belongs to, each once."""
        return tuple(dict.fromkeys(a.lpse_id for a in self.assignments if a.lpse_id is not None))

    @property
    def served_lpse_ids(self) -> tuple[int, ...]:
        """Return the ids of the LPSEs whose tickets this person may see as staff, each once."""
        return tuple(
            dict.fromkeys(a.lpse_id for a in self.assignments if a.role.is_staff and a.lpse_id is not None)
        )
