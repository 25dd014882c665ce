"""Add, change and retire LPSEs, as an administrator; their ids stay for good."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.audit import Change, Changed, Trail, differences, require_administrator
from core.errors import Refusal
from core.labels import read_label, same, slug
from core.lpse import OWN_IDS, OWN_IDS_FROM, Lpse, own_id
from core.packages import read_build
from core.people import Person
from core.ports import OfficeBook

# Characters; the longest that ships has 84.
NAME_MAX = 100
PROVINCE_MAX = 60
CATEGORY_MAX = 60
HOST_MAX = 100
# What the last three digits of a tender's code can say; small LPSEs have higher numbers, shared with nobody.
REPOSITORY_MAX = 9999

_HOST = re.compile(r"(?:(https?)://)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::[0-9]{1,5})?(?:/[a-z0-9._~/-]*)?")


@dataclass(slots=True)
class Counted:
    """What came of a list: how many were added and changed, and what was left out, and why."""

    added: int = 0
    changed: int = 0
    wrong: list[tuple[Lpse, Refusal]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KeepOffices:
    """What tickets name is never deleted: LPSEs are retired, and can be offered again.

    `seen` is what the administrator looked at, as `lpse_facts` gave it; refuses `changed_meanwhile` where
    somebody else has changed it since.
    """

    offices: OfficeBook
    trail: Trail

    def add(self, by: Person, new: Lpse, at: datetime) -> Lpse:
        """With the id that LKPP gave it, or where that is 0 one of ours; refuses `id_taken`, `name_taken`."""
        require_administrator(by)
        check_name(self.offices, new.name)
        added = new if new.id else replace(new, id=self._own_id(new.name))
        check_id(self.offices, added.id)
        self.offices.add(added)
        self.trail.add(Change(Changed.LPSE_ADDED, added.name, at, by.id, {}, lpse_facts(added)))
        return added

    def change(self, by: Person, seen: Mapping[str, object], wanted: Lpse, at: datetime) -> Lpse:
        """Refuses `lpse_unknown`, `name_taken` and `changed_meanwhile`; that it is retired stays as it is."""
        require_administrator(by)
        before = self._existing(wanted.id)
        if lpse_facts(before) != seen:
            raise Refusal("changed_meanwhile")
        check_name(self.offices, wanted.name, before.id)
        changed = replace(wanted, retired=before.retired)
        self._keep(by, before, changed, at)
        return changed

    def retire(self, by: Person, lpse_id: int, at: datetime, *, retired: bool) -> Lpse:
        """Offer it for no new ticket and no new role, or again where no other has its name: `name_taken`."""
        require_administrator(by)
        before = self._existing(lpse_id)
        if not retired:
            check_name(self.offices, before.name, before.id)
        changed = replace(before, retired=retired)
        self._keep(by, before, changed, at)
        return changed

    def bring_in(self, lpses: Iterable[Lpse], at: datetime) -> Counted:
        """Add what is new of a list, and change what is otherwise; whoever runs the bot asks for it.

        What is not in the list stays, and so does what is retired. What can't be kept is left out, and why.
        """
        taken = {same(lpse.name): lpse.id for lpse in self.offices.listed() if not lpse.retired}
        counted = Counted()
        for lpse in lpses:
            before = self.offices.get_for_change(lpse.id)
            try:
                wanted = replace(within_bounds(lpse), retired=before is not None and before.retired)
                if taken.setdefault(same(wanted.name), wanted.id) != wanted.id:
                    raise Refusal("name_taken", name=wanted.name)
            except Refusal as no:
                counted.wrong.append((lpse, no))
                continue
            if before is None:
                self.offices.add(wanted)
                self.trail.add(Change(Changed.LPSE_ADDED, wanted.name, at, None, {}, lpse_facts(wanted)))
                counted.added += 1
            else:
                counted.changed += self._keep(None, before, wanted, at)
        return counted

    def _keep(self, by: Person | None, before: Lpse, changed: Lpse, at: datetime) -> bool:
        if changed == before:
            return False
        self.offices.save(changed)
        was, now = differences(lpse_facts(before), lpse_facts(changed))
        person_id = by.id if by else None
        self.trail.add(Change(Changed.LPSE_CHANGED, before.name, at, person_id, was, now))
        return True

    def _existing(self, lpse_id: int) -> Lpse:
        lpse = self.offices.get_for_change(lpse_id)
        if lpse is None:
            raise Refusal("lpse_unknown")
        return lpse

    def _own_id(self, name: str) -> int:
        number, word = 1, slug(name) or name
        while self.offices.get(made := own_id(word if number == 1 else f"{word}-{number}")) is not None:
            number += 1
        return made


def check_name(offices: OfficeBook, name: str, own: int = 0) -> None:
    """Two of one name could not be told apart when one is chosen: Refusal("name_taken").

    One that is retired gives its name up.
    """
    others = (lpse for lpse in offices.listed() if lpse.id != own and not lpse.retired)
    if same(name) in {same(lpse.name) for lpse in others}:
        raise Refusal("name_taken", name=name)


def check_id(offices: OfficeBook, lpse_id: int) -> None:
    """Refusal("id_taken") where an LPSE has this id."""
    if offices.get(lpse_id) is not None:
        raise Refusal("id_taken", number=lpse_id)


def lpse_facts(lpse: Lpse) -> dict[str, object]:
    """What the trail keeps of an LPSE, in the words in which people read it."""
    return {
        "id": lpse.id,
        "repository": lpse.repository,
        "name": lpse.name,
        "province": lpse.province,
        "zone": lpse.zone,
        "office_category": lpse.category,
        "host": lpse.host,
        "build": lpse.build,
        "retired": lpse.retired,
    }


def within_bounds(lpse: Lpse) -> Lpse:
    """The LPSE in the form in which it is kept; refuses as the questions about it would."""
    if not 0 < lpse.id < OWN_IDS_FROM + OWN_IDS:
        raise Refusal("lpse_id", highest=OWN_IDS_FROM - 1)
    if lpse.repository is not None and not 0 < lpse.repository <= REPOSITORY_MAX:
        raise Refusal("repository", highest=REPOSITORY_MAX)
    return replace(
        lpse,
        name=read_label(lpse.name, NAME_MAX),
        province=read_label(lpse.province, PROVINCE_MAX) if lpse.province else "",
        category=read_label(lpse.category, CATEGORY_MAX) if lpse.category else "",
        host=read_host(lpse.host) if lpse.host else "",
        build=read_build(lpse.build) if lpse.build else "",
    )


def read_id(text: str) -> int:
    """An id as LKPP gives them; Refusal("lpse_id")."""
    if not (number := _whole(text, OWN_IDS_FROM - 1)):
        raise Refusal("lpse_id", highest=OWN_IDS_FROM - 1)
    return number


def read_repository(text: str) -> int:
    """The number of a repository; Refusal("repository")."""
    if not (number := _whole(text, REPOSITORY_MAX)):
        raise Refusal("repository", highest=REPOSITORY_MAX)
    return number


def read_host(text: str) -> str:
    """The address of an LPSE in the web, with its scheme; Refusal("host")."""
    found = _HOST.fullmatch(text.strip().lower())
    if found is None or len(found[0]) > HOST_MAX:
        raise Refusal("host", limit=HOST_MAX)
    return (found[0] if found[1] else f"https://{found[0]}").rstrip("/")


def _whole(text: str, most: int) -> int:
    """A number from 1 to `most`; 0 for any other text."""
    digits = text.strip()
    return int(digits) if re.fullmatch("[0-9]{1,9}", digits) and int(digits) <= most else 0
