"""Test that the dashboard and the alert rules that ship ask for metrics that there are, by their labels."""

from __future__ import annotations

import json
import re

import pytest

from bot.monitoring.metrics import Metrics
from tests.laws.source_tree import ROOT

DASHBOARD = ROOT / "deploy" / "grafana" / "lpse-support.json"
RULES = ROOT / "deploy" / "prometheus" / "alerts.yml"
NAME = re.compile(r"\b(lpse_\w+|process_\w+)\b")
LABELS = re.compile(r"(lpse_\w+)\{(\w+)[!=~]")


def expressions() -> list[str]:
    """Return every expression of the dashboard and of the rules."""
    asked = [
        target["expr"] for panel in json.loads(DASHBOARD.read_text())["panels"] for target in panel["targets"]
    ]
    return asked + re.findall(r"^\s+expr: (.+)$", RULES.read_text(), re.MULTILINE)


def there_are() -> dict[str, tuple[str, ...]]:
    """Return the labels of every series that the bot has, by name."""
    metrics, found = Metrics(), {}
    for one in vars(metrics).values():
        if labels := getattr(one, "_labelnames", None):
            found[one.describe()[0].name] = tuple(labels)
    for family in metrics.registry.collect():
        found.setdefault(family.name, ())
    series = {}
    for name, labels in found.items():
        for ending in ("", "_total", "_count", "_sum", "_bucket"):
            series[name + ending] = labels
    return series


@pytest.mark.parametrize("expression", expressions())
def test_an_expression_asks_for_what_there_is(expression: str) -> None:
    series = there_are()
    names = set(NAME.findall(expression))
    assert names <= series.keys()
    for name, label in LABELS.findall(expression):
        assert label in series[name]
