"""Test that no file holds a secret, a path of one machine, or the name of a package host."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.cases import for_each
from tests.laws.source_tree import ROOT, files, hold

# Names without their endings, and samples in pieces, so that this file doesn't hold what it looks for.
HOMES = "home|root|work|farm|Users|private/var"
HOSTS = "pypi|pythonhosted|npmjs|yarnpkg|anaconda|debian|ubuntu|golang|docker|unpkg|jsdelivr|crates"

LOOKS_LIKE = {
    "a path of one machine": re.compile(rf"(?<![\w./~%}}\]-])/(?:{HOMES})/[\w.-]"),
    "a package host": re.compile(rf"\b(?:{HOSTS})\.(?:org|com|io|net|python\.org)\b"),
    "a choice of package host": re.compile(r"--(?:extra-)?(?:index-url)|--(?:find-links|trusted-host)"),
    "a token of a bot": re.compile(r"\b\d{8,10}:AA[\w-]{33}\b"),
    "a private key": re.compile(r"-----BEGIN (?:\w+ )*PRIVATE KEY-----"),
}


def findings(root: Path) -> Iterator[str]:
    """Yield every line of a text file that looks like one of these."""
    for path in files(root):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, start=1):
            for what, pattern in LOOKS_LIKE.items():
                if seen := pattern.search(line):
                    yield f"{path.relative_to(root).as_posix()}:{number}: {what}: {seen[0]!r}"


def test_no_secret_no_path_of_one_machine_and_no_package_host() -> None:
    hold("What is committed works anywhere, and may be read by anyone.", findings(ROOT))


@for_each(
    ("pieces", "what"),
    [
        (["open('/", "home/ani/lpse.db')"], "a path of one machine"),
        (["cd /", "work/main && make"], "a path of one machine"),
        (["https://", "pypi", ".org/simple"], "a package host"),
        (["https://files.", "pythonhosted", ".org/x.whl"], "a package host"),
        (["--extra-", "index-url https://packages.example"], "a choice of package host"),
        (["BOT_TOKEN=1234567890:", "AA", "x" * 33], "a token of a bot"),
        (["-----BEGIN ", "RSA PRIVATE KEY-----"], "a private key"),
    ],
)
def test_what_one_machine_knows_is_found(tmp_path: Path, pieces: list[str], what: str) -> None:
    (tmp_path / "README.md").write_text("Hello.\n" + "".join(pieces), encoding="utf-8")
    assert [f"README.md:2: {what}" in finding for finding in findings(tmp_path)] == [True]


def test_what_anybody_may_read_is_welcome(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(
        "See data/home/index.json, example.org/home/page and ~/notes/tickets.\nBOT_TOKEN=123456:sandbox\n",
        encoding="utf-8",
    )
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8/")
    assert list(findings(tmp_path)) == []
