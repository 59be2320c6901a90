"""Secrets: where they come from, who can read them, and that none is in the repository. Rows F9 to F13 of the fault matrix."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from rasad.settings import ROOT, Settings

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OF_AIRFLOW = [name for name, service in SERVICES.items() if service.get("image") == "rasad:0.1.0"]
SHARED = ("AIRFLOW__CORE__FERNET_KEY", "AIRFLOW__API__SECRET_KEY", "AIRFLOW__API_AUTH__JWT_SECRET")
ONE_SHIFT_S = 8 * 3600
SECRET_SETTING = re.compile(r"(^|_)(key|password|secret|token)(_|$)")

# What credentials look like; each pattern has a planted one below that it must find.
CREDENTIALS = {
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "AWS key": re.compile(r"\b(AKIA|ASIA)[0-9A-Z]{16}\b"),
    "GitHub token": re.compile(r"\bgh[pousr]_[A-Za-z0-9]{36}\b"),
    "Slack token": re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{10,}"),
    "OpenAI key": re.compile(r"\bsk-[A-Za-z0-9_-]{20,}"),
    "JSON web token": re.compile(r"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}"),
    "password in an address": re.compile(
        r"\b[a-z][a-z0-9+]*://[^\s/:@$<{\"'`]*:[^\s/:@$<{\"'`]{8,}@(?!postgres\b|redis\b)"
    ),
    "filled-in secret": re.compile(r"^[A-Z_]*(PASSWORD|SECRET|_KEY|TOKEN)[A-Z_]*=[^\s$\"'{]{8,}", re.MULTILINE),
}


def test_every_airflow_service_has_the_same_keys_from_the_same_place() -> None:
    """F11: a key that each container made for itself would break log links, connections and task tokens."""
    assert len(OF_AIRFLOW) >= 6
    for key in SHARED:
        values = {SERVICES[name]["environment"][key] for name in OF_AIRFLOW}
        assert len(values) == 1, key
        assert re.fullmatch(r"\$\{\w+:\?[^}]+\}", values.pop()), f"{key} has a default"


def test_nobody_is_an_administrator_without_a_login() -> None:
    """F10: the switch stays off in both deployments; test_embedded_airflow asks a running one."""
    for name in OF_AIRFLOW:
        assert SERVICES[name]["environment"]["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS"] == "False"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"SIMPLE_AUTH_MANAGER_ALL_ADMINS := (\w+)", makefile) == ["False"]
    assert re.findall(r"AIRFLOW__API__HOST := (\S+)", makefile) == ["127.0.0.1"]


def test_a_token_is_good_for_one_shift_at_the_most() -> None:
    """F12: the login page keeps it where scripts can read it, and Airflow's own default is a day."""
    for name in OF_AIRFLOW:
        assert int(SERVICES[name]["environment"]["AIRFLOW__API_AUTH__JWT_EXPIRATION_TIME"]) <= ONE_SHIFT_S
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [int(n) for n in re.findall(r"JWT_EXPIRATION_TIME := (\d+)", makefile)] == [ONE_SHIFT_S]


def test_no_code_of_ours_reads_a_variable_of_airflow() -> None:
    """F13: the API gives the value of a variable to whoever may read variables; settings come from the environment."""
    for path in [*(ROOT / "plugins").glob("*.py"), *(ROOT / "dags").glob("*.py")]:
        names = {
            alias.name
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        assert "Variable" not in names, path.name


def test_airflow_does_not_show_its_configuration() -> None:
    """F13: the page and the API that list every setting are off unless somebody switches them on."""
    settings = " ".join((ROOT / name).read_text(encoding="utf-8") for name in ("docker-compose.yml", "Makefile"))
    assert "EXPOSE_CONFIG" not in settings


def test_every_setting_that_is_a_secret_hides_its_value() -> None:
    """F13: a secret that gets into a log, an error or a row by its object is shown as stars."""
    secrets = [name for name in Settings.model_fields if SECRET_SETTING.search(name)]
    assert "extractor_key" in secrets
    for name in secrets:
        assert Settings.model_fields[name].annotation is SecretStr, f"{name} is a secret: make it a SecretStr"
    shown = Settings(extractor_key=SecretStr("not-for-logs"))
    assert "not-for-logs" not in f"{shown} {shown!r} {shown.model_dump()} {shown.model_dump_json()}"


def test_the_embedded_password_file_is_private_from_its_first_byte(tmp_path: Path) -> None:
    """F9: whatever the umask, and also where an earlier version left one for everybody."""
    code = "import os; os.umask(0); import standalone; standalone._tell_password()"
    environment = os.environ | {"AIRFLOW_HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "ops")}

    def tell() -> str:
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    first, file = tell(), tmp_path / "passwords.json"
    password = json.loads(file.read_text(encoding="utf-8"))["admin"]
    assert password in first
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)
    assert password not in tell()
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text(encoding="utf-8"))["admin"] == password


def tracked() -> list[Path]:
    """The files of the repository, as git knows them; all files where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    names = [name for name in listed.stdout.decode().split("\0") if name]
    if listed.returncode or not names:
        pytest.skip("no git repository here")
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def credentials(text: str) -> set[str]:
    return {kind for kind, pattern in CREDENTIALS.items() if pattern.search(text)}


def test_no_credential_is_in_the_repository() -> None:
    """F11: not in code, not in tests, not in docs, not in the example of .env."""
    found = {}
    for path in tracked():
        if path != Path(__file__) and path.suffix not in (".png", ".gz", ".parquet") and not path.name.endswith(".txt"):
            kinds = credentials(path.read_text(encoding="utf-8", errors="replace"))
            if kinds:
                found[path.relative_to(ROOT).as_posix()] = kinds
    assert found == {}


@pytest.mark.parametrize(
    ("kind", "planted"),
    [
        ("private key", "-----BEGIN RSA PRIVATE KEY-----"),
        ("AWS key", "key AKIAABCDEFGHIJKLMNOP"),
        ("GitHub token", "ghp_" + "a" * 36),
        ("Slack token", "xoxb-1234567890-abc"),
        ("OpenAI key", "sk-" + "a1" * 12),
        ("JSON web token", "eyJ" + "a" * 20 + ".eyJ" + "b" * 20 + "." + "c" * 30),
        ("password in an address", "postgresql://me:correcthorse@db.example/x"),
        ("filled-in secret", "POSTGRES_PASSWORD=correcthorse"),
    ],
)
def test_a_credential_is_found(kind: str, planted: str) -> None:
    """F11: the scan bites."""
    assert kind in credentials(planted)


def test_what_is_secret_or_large_is_never_committed() -> None:
    """F11: .env, the data and the local Airflow are ignored by git, and by the image."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".env", "data/", ".airflow/"} <= {line.lstrip("/") for line in ignored}
