"""Staff groups in memory."""

from collections.abc import Sequence

from core.people.staff_groups import BackedGroup, StaffGroup
from tests.core.fakes import FakePeople


class FakeGroups:
    """Groups by the id of their chat, backed by these people."""

    def __init__(self, people: FakePeople) -> None:
        self.people = people
        self.known: dict[int, StaffGroup] = {}

    def get(self, chat_id: int) -> StaffGroup | None:
        return self.known.get(chat_id)

    def get_for_change(self, chat_id: int) -> BackedGroup | None:
        return self._backed(self.known[chat_id]) if chat_id in self.known else None

    def add(self, group: StaffGroup) -> bool:
        is_new = group.chat_id not in self.known
        self.known.setdefault(group.chat_id, group)
        return is_new

    def save(self, group: StaffGroup) -> None:
        assert group.chat_id in self.known, "it was added before"
        self.known[group.chat_id] = group

    def drop(self, chat_id: int) -> bool:
        return self.known.pop(chat_id, None) is not None

    def page(self, after: int | None = None, limit: int = 200) -> Sequence[BackedGroup]:
        ids = sorted(i for i in self.known if after is None or i > after)
        return [self._backed(self.known[i]) for i in ids[:limit]]

    def _backed(self, group: StaffGroup) -> BackedGroup:
        claimer = self.people.get(group.person_id or 0)
        serves = claimer is not None and group.desk in claimer.desks
        return BackedGroup(group, serves, bool(self.people.at_desk(group.desk)))
