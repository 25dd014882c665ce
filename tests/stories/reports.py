"""Provide reports for tickets of earlier days."""

from core.tickets.attachments import Upload
from core.tickets.draft import TicketDraft


def report(
    title: str, category: str = "spse-login", subcategory: str = "", uploads: tuple[Upload, ...] = ()
) -> TicketDraft:
    """Return a report to Surabaya about SPSE."""
    return TicketDraft(
        title=title,
        lpse_id=10,
        application="spse",
        version="4.5",
        category=category,
        subcategory=subcategory,
        description=f"Kronologi dari {title}, lengkap.",
        email="rina.wulandari@contoh.go.id",
        uploads=uploads,
    )
