"""Join what is known of a package with what a further record of it says."""

from __future__ import annotations

from dataclasses import replace

from core.packages.codes import repository_number
from core.packages.facts import PackageFacts, PackageStatus


def is_older(after: PackageFacts, before: PackageFacts) -> bool:
    """Return whether a record is of an earlier version of the tender than the known one."""
    return after.version is not None and before.version is not None and after.version < before.version


def merged(before: PackageFacts, after: PackageFacts) -> PackageFacts:
    """Return the facts of the later record, with the known ones where it says nothing.

    The schedule and status of an earlier version of the tender end with it.
    """
    of_one_version = before.version == after.version or None in (before.version, after.version)
    says_status = after.status is not PackageStatus.ACTIVE or after.said_status is not None
    keeps_status = of_one_version and not says_status
    is_told = after.repository is not None and after.repository != repository_number(after.code)
    return replace(
        after,
        name=after.name or before.name,
        budget_year=after.budget_year or before.budget_year,
        hps=before.hps if after.hps is None else after.hps,
        category=after.category or before.category,
        build=after.build or before.build,
        status=before.status if keeps_status else after.status,
        said_status=before.said_status if keeps_status else after.said_status,
        stages=after.stages or (before.stages if of_one_version else ()),
        repository=after.repository if is_told else before.repository or after.repository,
        version=before.version if after.version is None else after.version,
        revised_to=tuple(dict.fromkeys((*before.revised_to, *after.revised_to))),
    )
