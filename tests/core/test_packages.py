"""The front door to packages gives what it says it gives."""

from core import packages


def test_everything_it_names_is_there() -> None:
    assert sorted(packages.__all__) == sorted(set(packages.__all__))
    assert [name for name in packages.__all__ if not hasattr(packages, name)] == []
