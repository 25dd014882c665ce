"""Read packages from JSON objects, by the same fields and rules as from the cells of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.imports.package_fields import (
    PASSED_OVER,
    READERS,
    STAGE,
    field_name,
    is_empty,
    kind_of,
    quoted_value,
)
from bot.imports.package_rows import FoundRecord, RowProblem, begin_package
from core.packages import PackageKind
from core.packages.records import UNNAMED_STAGES


def is_record(value: object) -> bool:
    """Return whether a JSON value is an object with the code of a package."""
    return isinstance(value, dict) and kind_of(_fields(value)[0]) is not None


def read_object(
    place: str, value: Mapping[str, object], unknown: set[str]
) -> Iterator[FoundRecord | RowProblem]:
    """Yield the record of an object, and a problem for each stage of it that can't be read.

    Yield a problem alone where a field of its own is wrong. Fields that nothing is read from are added to
    `unknown`, but for those that are known to be in such records.
    """
    fields, others = _fields(value)
    unknown.update(name for name in others if name not in PASSED_OVER)
    own = {name: said for name, said in fields.items() if name not in STAGE}
    if kind_of(own) is not PackageKind.RUP:
        # The entry of the plan behind a tender or an order, which is no package of its own here.
        own.pop("kd_rup", None)
    schedule = others.get("jadwal")
    rows: list[object] = list(schedule) if isinstance(schedule, list) else []
    if fields.keys() & set(STAGE):
        rows.insert(0, {name: fields[name] for name in STAGE if name in fields})
    try:
        package = begin_package(place, own)
        if not isinstance(schedule, list) and not is_empty(schedule):
            raise ValueError(f"jadwal {quoted_value(schedule)} is no list of stages")
    except ValueError as fault:
        yield RowProblem(place, str(fault))
        return
    for at, row in enumerate(rows, 1):
        try:
            if not isinstance(row, dict):
                raise ValueError(f"{quoted_value(row)} is no object with fields")  # noqa: TRY004 - the file is wrong
            package.add_stage(_stage(row))
        except ValueError as fault:
            yield RowProblem(f"{place}, jadwal {at}", str(fault))
    yield package.to_record()


def _fields(value: Mapping[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """Return the fields that say something: those that are read, by their usual names, and the others."""
    fields: dict[str, object] = {}
    others: dict[str, object] = {}
    for name, said in value.items():
        if is_empty(said):
            continue
        if (usual := field_name(name)) in READERS and usual not in fields:
            fields[usual] = said
        else:
            others[name] = said
    return fields, others


def _stage(row: Mapping[str, object]) -> dict[str, object]:
    fields, others = _fields(row)
    number = others.get("kd_akt")
    if "nama_tahapan" not in fields and isinstance(number, int):
        fields["nama_tahapan"] = UNNAMED_STAGES.get(number, f"#{number}")
    return {name: said for name, said in fields.items() if name in STAGE}
