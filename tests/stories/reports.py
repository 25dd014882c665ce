"""Reports as they would have been typed, for tickets of earlier days."""

from core.attachments import Upload
from core.use_cases.file_ticket import Report


def report(
    title: str, category: str = "spse-login", subcategory: str = "", uploads: tuple[Upload, ...] = ()
) -> Report:
    """A report to Surabaya about SPSE."""
    return Report(
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
