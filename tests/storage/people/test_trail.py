"""Test reading the audit trail page by page, with filters."""

from datetime import UTC, datetime

from core.administration.audit import AuditArea, AuditChange, AuditFilter, ChangeType
from storage.unit import SqlUnitOfWork
from tests.storage.helpdesk import SARI, Helpdesk

AT = datetime(2026, 11, 21, 16, 59, tzinfo=UTC)


def change_much(unit: SqlUnitOfWork) -> None:
    # The ids of BUDI and SARI.
    budi, sari = 1, 2
    for kind, subject, by in (
        (ChangeType.QUESTION_ADDED, "Apa itu TOTP?", budi),
        (ChangeType.QUESTION_REMOVED, "100% gagal_lagi", sari),
        (ChangeType.RULE_CHANGED, "Pengingat", sari),
        (ChangeType.FAQ_IMPORTED, "FAQ", None),
    ):
        unit.audit.add(AuditChange(kind, subject, AT, by))


async def subjects(
    helpdesk: Helpdesk, audit_filter: AuditFilter, before: int | None = None, limit: int = 10
) -> list[str]:
    lines = await helpdesk.read(lambda unit: unit.audit.newest(limit, before, audit_filter))
    return [line.change.subject for line in lines]


async def test_only_what_is_wanted_is_read_newest_first(helpdesk: Helpdesk) -> None:
    await helpdesk.run(change_much)
    faq = AuditFilter(AuditArea.FAQ)
    assert await subjects(helpdesk, AuditFilter()) == ["FAQ", "Pengingat", "100% gagal_lagi", "Apa itu TOTP?"]
    assert await subjects(helpdesk, faq) == ["FAQ", "100% gagal_lagi", "Apa itu TOTP?"]
    assert await subjects(helpdesk, faq, limit=1) == ["FAQ"]
    [first] = await helpdesk.read(lambda unit: unit.audit.newest(1, None, faq))
    assert await subjects(helpdesk, faq, first.id) == ["100% gagal_lagi", "Apa itu TOTP?"]
    assert await subjects(helpdesk, AuditFilter(AuditArea.ACCOUNTS)) == []


async def test_words_are_found_in_names_and_subjects_as_they_stand(helpdesk: Helpdesk) -> None:
    await helpdesk.run(change_much)
    assert await subjects(helpdesk, AuditFilter(words="totp")) == ["Apa itu TOTP?"]
    assert await subjects(helpdesk, AuditFilter(words=SARI.name.upper())) == ["Pengingat", "100% gagal_lagi"]
    assert await subjects(helpdesk, AuditFilter(AuditArea.FAQ, SARI.name)) == ["100% gagal_lagi"]
    assert await subjects(helpdesk, AuditFilter(words="100%")) == ["100% gagal_lagi"]
    assert await subjects(helpdesk, AuditFilter(words="l_l")) == ["100% gagal_lagi"]
    assert await subjects(helpdesk, AuditFilter(words="a_l")) == []
