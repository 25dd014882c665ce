"""Test that what ships for installing the bot fits the bot, and is accepted by the programs that read it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from bot.command_line import app
from bot.process.settings import Settings
from tests.bot.test_installed import PACKAGES
from tests.cases import for_each
from tests.laws.source_tree import ROOT

DEPLOY = ROOT / "deploy"
UNITS = DEPLOY / "systemd"
# What systemd rates 10 has no protection at all; a service of its own is often about 9.
MOST_EXPOSED = 2.0
# Settings of other programs in the same files.
OTHERS = re.compile(r"POSTGRES_\w+|PYTHON\w+|MPLCONFIGDIR|PATH|SITE|LC_ALL")
SETTING = re.compile(r"(?:^|[\s\"-])#?([A-Z][A-Z_]{3,})(?:=|: )", re.MULTILINE)
COMMAND = re.compile(r"-m bot (\w+)")


def texts() -> dict[str, str]:
    """Return every file of deploy/ by its name there, and the page that explains them."""
    found = {str(file.relative_to(DEPLOY)): file for file in DEPLOY.rglob("*") if file.is_file()}
    found["docs/operations.md"] = ROOT / "docs" / "operations.md"
    return {name: file.read_text(encoding="utf-8") for name, file in found.items()}


def runs(*command: str, **environment: str) -> str:
    """Run a program to its end, and return what it prints; fail where its exit code is not 0."""
    done = subprocess.run(
        command,
        env={"PATH": os.environ["PATH"], **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@for_each("name", sorted(name for name in texts() if not name.endswith((".md", ".json"))))
def test_every_setting_exists(name: str) -> None:
    named = {setting for setting in SETTING.findall(texts()[name]) if not OTHERS.fullmatch(setting)}
    assert {setting.lower() for setting in named} <= Settings.model_fields.keys()


def test_every_command_exists() -> None:
    commands = typer.main.get_group(app).commands.keys()
    called = {command for text in texts().values() for command in COMMAND.findall(text)}
    called |= set(re.findall(r'command: \["(\w+)"\]', texts()["compose.yaml"]))
    called |= set(re.findall(r'CMD \["(\w+)"\]', texts()["Containerfile"]))
    assert called
    assert called <= commands


def test_the_image_holds_the_packages_and_they_are_all_the_bot_needs(tmp_path: Path) -> None:
    copied = re.findall(r"^COPY (\S+) (\S+)$", texts()["Containerfile"], re.MULTILINE)
    folders = {source for source, target in copied if source == target}
    assert folders == {*PACKAGES}
    allowed = re.findall(r"^!(\S+)$", texts()["Containerfile.dockerignore"], re.MULTILINE)
    assert {*allowed} == folders | {"requirements.lock"}
    for folder in folders:
        shutil.copytree(
            ROOT / folder, tmp_path / "bot" / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    state = tmp_path / "state"
    state.mkdir()
    code = "import os, sys; os.chdir(sys.argv.pop(1)); from bot.command_line import main; main()"
    said = runs(
        *(sys.executable, "-P", "-c", code, str(state), "accounts", "--help"),
        PYTHONPATH=str(tmp_path / "bot"),
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert "import" in said
    assert not any((tmp_path / "bot").rglob("__pycache__"))


def test_the_image_is_of_a_version_that_the_bot_runs_in() -> None:
    versions = {*re.findall(r"FROM python:3\.(\d+)-slim", texts()["Containerfile"])}
    assert len(versions) == 1
    assert int(versions.pop()) >= 11


def test_compose_defines_all_that_its_services_name() -> None:
    text = re.sub(r"(?m)^\s*#.*$", "", texts()["compose.yaml"])
    parts = dict(re.findall(r"(?m)^(\S+):(?: &\w+)?\n((?:(?: .*)?\n)*)", text))
    assert {"x-bot", "services", "secrets", "volumes"} == parts.keys()
    defined = {
        name: set(re.findall(r"(?m)^  (\w+):", parts[name])) for name in ("services", "secrets", "volumes")
    }
    listed = re.findall(r"(?m)^ +secrets: \[(.*)\]$", parts["x-bot"] + parts["services"])
    given = {name.strip() for line in listed for name in line.split(",")}
    read = set(re.findall(r"/run/secrets/(\w+)", text))
    assert given == read == defined["secrets"]
    mounted = set(re.findall(r"(?m)^ +- (\w+):/", parts["x-bot"] + parts["services"]))
    assert mounted == defined["volumes"]
    waited_for = set(re.findall(r"(?m)^      (\w+): \{condition:", parts["services"]))
    assert waited_for <= defined["services"]
    for file in re.findall(r"(?m)^ +- \./(\w+):", parts["services"]):
        assert (DEPLOY / file).exists(), file
    assert "bot.env.example" in texts()


def test_the_containerfile_has_instructions_that_every_builder_knows() -> None:
    whole = re.sub(r"(?m)^#.*\n", "", texts()["Containerfile"]).replace("\\\n", "")
    said = [line.split(maxsplit=1)[0] for line in whole.splitlines() if line.strip()]
    assert set(said) <= {
        "FROM",
        "COPY",
        "RUN",
        "WORKDIR",
        "ENV",
        "USER",
        "VOLUME",
        "STOPSIGNAL",
        "ENTRYPOINT",
        "CMD",
    }
    stages = set(re.findall(r"FROM \S+ AS (\w+)", whole))
    assert set(re.findall(r"COPY --from=(\w+)", whole)) == stages
    # Nothing runs as root, and secrets stand in no layer.
    assert said.index("USER") < said.index("ENTRYPOINT")
    assert not re.search(r"(?m)^(ARG|ENV).*(TOKEN|SECRET|PASSWORD)", whole)


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_a_proxy_lets_the_webhook_through_and_nothing_else(name: str) -> None:
    proxied = re.findall(r"(?:handle|location(?: =)?) (/\S*) \{", texts()[name])
    assert [path for path in proxied if path != "/"] == ["/telegram"]
    for settings in ("bot.env.example", "systemd/settings.env.example"):
        assert re.search(r"WEBHOOK_URL=https://\S+/telegram$", texts()[settings], re.MULTILINE)


@pytest.mark.skipif(shutil.which("nginx") is None, reason="there is no nginx")
def test_nginx_takes_the_example(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    runs(
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=x"),
        *("-keyout", str(key), "-out", str(certificate)),
    )
    site = texts()["nginx.conf"]
    site = re.sub(r"/etc/\S+fullchain\.pem", str(certificate), site)
    site = re.sub(r"/etc/\S+privkey\.pem", str(key), site)
    (tmp_path / "site.conf").write_text(site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid; events {{}}\n"
        f"http {{ {temporary} access_log off; include {tmp_path}/site.conf; }}\n"
    )
    runs("nginx", "-t", "-p", str(tmp_path), "-c", str(whole))


def test_the_units_may_write_in_the_folder_of_backups_that_their_settings_name() -> None:
    folder = re.search(r"^BACKUP_FOLDER=(\S+)$", texts()["systemd/settings.env.example"], re.MULTILINE)
    assert folder
    shared = texts()["systemd/lpse-support-.service.d/common.conf"]
    writable = re.findall(r"^ReadWritePaths=-(\S+)$", shared, re.MULTILINE)
    assert writable == [folder[1]], "optional, so that the bot starts also where the folder is missing"
    made = re.search(
        r"^ *install -d -m 0700 -o lpse-support (.+)$", texts()["docs/operations.md"], re.MULTILINE
    )
    assert made
    assert folder[1] in made[1].split()


def test_containers_keep_their_backups_on_a_volume() -> None:
    compose = texts()["compose.yaml"]
    volumes = re.findall(r"^ +- \w+:(/state)$", compose, re.MULTILINE)
    for setting in ("ARCHIVE_FOLDER", "BACKUP_FOLDER"):
        kept = re.search(rf"^ +{setting}: (/\S+)$", compose, re.MULTILINE)
        assert kept
        assert any(kept[1].startswith(f"{volume}/") for volume in volumes)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd")
def test_systemd_takes_the_units_and_they_may_do_little(tmp_path: Path) -> None:
    folder = tmp_path / "units"
    shutil.copytree(UNITS, folder)
    for unit in folder.rglob("*.service"):
        # The program has to be there for systemd.
        unit.write_text(unit.read_text().replace("/opt/lpse-support/.venv/bin/python", "/bin/true"))
    names = [
        unit.name.replace("@", "@8080") for unit in folder.iterdir() if unit.suffix in {".service", ".timer"}
    ]
    assert len(names) == 2
    path = {"SYSTEMD_UNIT_PATH": f"{folder}:"}
    said = runs("systemd-analyze", "verify", "--man=no", *(str(folder / name) for name in names), **path)
    assert not [line for line in said.splitlines() if line.startswith("lpse-support")]
    for name in names:
        if name.endswith(".service"):
            rated = runs("systemd-analyze", "security", "--offline=true", str(folder / name), **path)
            exposure = re.search(r"exposure level for \S+: ([\d.]+)", rated)
            assert exposure
            assert float(exposure[1]) <= MOST_EXPOSED
