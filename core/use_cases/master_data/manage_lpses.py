"""Add, change and retire LPSEs, as an administrator; their ids stay for good."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.administration.audit import (
    AuditChange,
    AuditedRecord,
    AuditTrail,
    ChangeType,
    changed_fields,
    require_administrator,
)
from core.errors import Refusal
from core.input.characters import plain
from core.input.labels import comparable, read_label, slug
from core.master_data.ports import LpseRegister
from core.organisation.lpse import OWN_IDS, OWN_IDS_FROM, Lpse, derived_id
from core.packages import read_build
from core.people.people import Person

# Characters; the longest that ships has 84.
NAME_MAX = 100
PROVINCE_MAX = 60
CATEGORY_MAX = 60
HOST_MAX = 100
# Numbers above 999 exist, of small LPSEs; no tender code can name them with its last three digits.
REPOSITORY_MAX = 9999

_MAY_BE_EMPTY = ("repository", "province", "category", "host", "build")
_HOST = re.compile(r"(?:(https?)://)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::[0-9]{1,5})?(?:/[a-z0-9._~/-]*)?")


@dataclass(slots=True)
class LpseImportResult:
    """Result of an import: how many LPSEs were added and changed, and which were left out, and why."""

    added: int = 0
    changed: int = 0
    wrong: list[tuple[Lpse, Refusal]] = field(default_factory=list)

    def add(self, other: LpseImportResult) -> None:
        """Add the result of a further portion of the list."""
        self.added += other.added
        self.changed += other.changed
        self.wrong += other.wrong


@dataclass(frozen=True, slots=True)
class ManageLpses:
    """Add, change and retire LPSEs.

    Tickets name LPSEs, so they are never deleted, but retired; they can be offered again. `seen` is the LPSE
    as the administrator saw it, as `lpse_fields` gave it; refuse `changed_meanwhile` if somebody else has
    changed it since.
    """

    lpses: LpseRegister
    trail: AuditTrail

    def add(self, by: Person, new: Lpse, at: datetime) -> Lpse:
        """Return the new LPSE, with an id of ours if its id is 0; refuse `id_taken` and `name_taken`."""
        require_administrator(by)
        check_name(self.lpses, new.name)
        added = new if new.id else replace(new, id=self._own_id(new.name))
        check_id(self.lpses, added.id)
        self.lpses.add(added)
        self._record_added(added, at, by.id)
        return added

    def change(self, by: Person, seen: Mapping[str, object], new: Lpse, at: datetime) -> Lpse:
        """Return the changed LPSE, which stays retired if it is.

        Refuse `lpse_unknown`, `name_taken` and `changed_meanwhile`.
        """
        require_administrator(by)
        before = self._existing(new.id)
        if lpse_fields(before) != seen:
            raise Refusal("changed_meanwhile")
        check_name(self.lpses, new.name, before.id)
        changed = replace(new, retired=before.retired)
        self._store(by, before, changed, at)
        return changed

    def retire(self, by: Person, lpse_id: int, at: datetime, *, retired: bool) -> Lpse:
        """Offer the LPSE for no new ticket and no new role, or again.

        Refuse `lpse_unknown`, and `name_taken` if another LPSE has taken its name meanwhile.
        """
        require_administrator(by)
        before = self._existing(lpse_id)
        if not retired:
            check_name(self.lpses, before.name, before.id)
        changed = replace(before, retired=retired)
        self._store(by, before, changed, at)
        return changed

    def import_list(self, lpses: Iterable[Lpse], at: datetime, *, erase: bool = False) -> LpseImportResult:
        """Add new LPSEs of a list and change those that differ, from the command line.

        LPSEs that are not in the list stay, and retired ones stay retired; so does what the list leaves empty
        of an LPSE, unless `erase`. Those that can't be stored are left out, and named in the result.
        """
        taken = {comparable(lpse.name): lpse.id for lpse in self.lpses.all_by_name() if not lpse.retired}
        result = LpseImportResult()
        for lpse in lpses:
            before = self.lpses.get_for_change(lpse.id)
            try:
                new = replace(checked_lpse(lpse), retired=before is not None and before.retired)
                if before is not None and not erase:
                    kept = {name: getattr(new, name) or getattr(before, name) for name in _MAY_BE_EMPTY}
                    new = replace(new, **kept)
                if taken.setdefault(comparable(new.name), new.id) != new.id:
                    raise Refusal("name_taken", name=new.name)
            except Refusal as refusal:
                result.wrong.append((lpse, refusal))
                continue
            if before is None:
                self.lpses.add(new)
                self._record_added(new, at, None)
                result.added += 1
            else:
                result.changed += self._store(None, before, new, at)
        return result

    def _store(self, by: Person | None, before: Lpse, changed: Lpse, at: datetime) -> bool:
        if changed == before:
            return False
        self.lpses.save(changed)
        old, new = changed_fields(lpse_fields(before), lpse_fields(changed))
        person_id = by.id if by else None
        record = AuditedRecord.LPSE.key(before.id)
        self.trail.add(AuditChange(ChangeType.LPSE_CHANGED, before.name, at, person_id, old, new, record))
        return True

    def _record_added(self, added: Lpse, at: datetime, person_id: int | None) -> None:
        record = AuditedRecord.LPSE.key(added.id)
        fields = lpse_fields(added)
        self.trail.add(AuditChange(ChangeType.LPSE_ADDED, added.name, at, person_id, {}, fields, record))

    def _existing(self, lpse_id: int) -> Lpse:
        lpse = self.lpses.get_for_change(lpse_id)
        if lpse is None:
            raise Refusal("lpse_unknown")
        return lpse

    def _own_id(self, name: str) -> int:
        number, word = 1, slug(name) or name
        while self.lpses.get(own_id := derived_id(word if number == 1 else f"{word}-{number}")) is not None:
            number += 1
        return own_id


def check_name(lpses: LpseRegister, name: str, own: int = 0) -> None:
    """Refuse `name_taken` if another LPSE that is not retired has this name.

    Two of one name could not be told apart when people choose one.
    """
    others = (lpse for lpse in lpses.all_by_name() if lpse.id != own and not lpse.retired)
    if comparable(name) in {comparable(lpse.name) for lpse in others}:
        raise Refusal("name_taken", name=name)


def check_id(lpses: LpseRegister, lpse_id: int) -> None:
    """Refuse `id_taken` if an LPSE has this id."""
    if lpses.get(lpse_id) is not None:
        raise Refusal("id_taken", number=lpse_id)


def lpse_fields(lpse: Lpse) -> dict[str, object]:
    """Return the fields that the trail keeps of an LPSE, in the words in which people read them."""
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


def checked_lpse(lpse: Lpse) -> Lpse:
    """Return the LPSE in the form in which it is stored; refuse as the readers of its fields do."""
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
    """Return an id as LKPP gives them; refuse `lpse_id` for other texts."""
    if not (number := _whole_number(text, OWN_IDS_FROM - 1)):
        raise Refusal("lpse_id", highest=OWN_IDS_FROM - 1)
    return number


def read_repository(text: str) -> int:
    """Return the number of a repository; refuse `repository` for other texts."""
    if not (number := _whole_number(text, REPOSITORY_MAX)):
        raise Refusal("repository", highest=REPOSITORY_MAX)
    return number


def read_host(text: str) -> str:
    """Return the web address of an LPSE with its scheme; refuse `host` for other texts."""
    found = _HOST.fullmatch(plain(text).strip().lower())
    if found is None or len(found[0]) > HOST_MAX:
        raise Refusal("host", limit=HOST_MAX)
    return (found[0] if found[1] else f"https://{found[0]}").rstrip("/")


def _whole_number(text: str, most: int) -> int:
    """Return a number from 1 to `most`; 0 for any other text."""
    digits = plain(text).strip()
    return int(digits) if re.fullmatch("[0-9]{1,9}", digits) and int(digits) <= most else 0
