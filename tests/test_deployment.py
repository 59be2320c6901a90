"""The deployment files parse, refuse to start half configured, and name commands that exist."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ENV_EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
REQUIRED = sorted(set(re.findall(r"\$\{(\w+):\?", COMPOSE_TEXT)))
SECRET_NAME = re.compile(r"PASSWORD$|SECRET|_KEY$|TOKEN")
PINNED_IMAGE = re.compile(r"[\w./-]+:\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?")


@pytest.fixture(scope="session")
def compose_tool() -> list[str]:
    """The Compose of this machine: the docker plugin, else the older stand-alone program."""
    for tool in (["docker", "compose"], ["docker-compose"]):
        found = shutil.which(tool[0])
        if found and subprocess.run([*tool, "version"], capture_output=True, timeout=60).returncode == 0:
            return tool
    pytest.skip("neither `docker compose` nor `docker-compose` is installed: the file was parsed as YAML only")


def render(
    tool: list[str], folder: Path, variables: dict[str, str], over: str = ""
) -> subprocess.CompletedProcess[str]:
    """What Compose makes of our file, with another `over` it, in an empty folder whose .env holds only `variables`."""
    (folder / "docker-compose.yml").write_text(COMPOSE_TEXT, encoding="utf-8")
    files = ["--file", "docker-compose.yml", "--file", str(ROOT / over)] if over else []
    (folder / ".env").write_text("".join(f"{k}={v}\n" for k, v in variables.items()), encoding="utf-8")
    bare = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "DOCKER_CONFIG")}
    return subprocess.run([*tool, *files, "config"], cwd=folder, env=bare, capture_output=True, text=True, timeout=60)


def command_lines(service: str) -> list[list[str]]:
    """The programs that a service starts, as words: one plain command, or one a line of a shell script."""
    command = [str(word).replace("$$", "$") for word in SERVICES[service].get("command", [])]
    if command[:2] != ["bash", "-c"]:
        return [command] if command else []
    lines = [shlex.split(line) for line in command[2].splitlines()]
    return [words[1:] if words[0] == "exec" else words for words in lines if words]


def airflow_commands() -> list[list[str]]:
    """The arguments of every airflow call in docker-compose.yml."""
    return [words[1:] for name in SERVICES for words in command_lines(name) if words[0] == "airflow"]


def test_compose_accepts_the_file_once_every_required_variable_is_set(compose_tool: list[str], tmp_path: Path) -> None:
    rendered = render(compose_tool, tmp_path, {name: f"value-of-{name}" for name in REQUIRED})
    assert rendered.returncode == 0, rendered.stderr
    assert set(yaml.safe_load(rendered.stdout)["services"]) == set(SERVICES)


def test_a_worker_of_another_machine_does_parts_and_nothing_of_the_main_machine_is_open_to_the_world(
    compose_tool: list[str], tmp_path: Path
) -> None:
    values = dict.fromkeys(REQUIRED, "x") | {"RASAD_MAIN_ADDRESS": "10.1.2.3", "RASAD_SHARED": "s3://rasad/parts"}
    rendered = {}
    for machine in ("main", "worker"):
        (tmp_path / machine).mkdir()
        done = render(compose_tool, tmp_path / machine, values, f"ops/machines/{machine}.yml")
        assert done.returncode == 0, done.stderr
        rendered[machine] = yaml.safe_load(done.stdout)["services"]
    worker = rendered["worker"]["worker"]
    assert worker["command"][-2:] == ["--queues", "parts"]
    assert set(worker["networks"]) >= {"outside"}
    named = [
        name
        for name, value in worker["environment"].items()
        if re.search(r"[@/](postgres|redis|api-server):", str(value))
    ]
    assert named == []
    opened = [port for service in rendered["main"].values() for port in service.get("ports", [])]
    # The older Compose renders a port as text, the newer as fields.
    addresses = {port.partition(":")[0] if isinstance(port, str) else port["host_ip"] for port in opened}
    assert addresses == {"127.0.0.1", "10.1.2.3"}
    assert rendered["main"]["worker"]["environment"]["RASAD_SHARED"] == "s3://rasad/parts"


@pytest.mark.parametrize("missing", REQUIRED)
def test_compose_refuses_to_start_without_a_required_variable(
    missing: str, compose_tool: list[str], tmp_path: Path
) -> None:
    refused = render(compose_tool, tmp_path, {name: "" if name == missing else "x" for name in REQUIRED})
    assert refused.returncode != 0
    assert f"set {missing} in .env" in refused.stderr


def test_the_example_file_leaves_exactly_the_required_variables_empty() -> None:
    assert sorted(re.findall(r"^(\w+)=$", ENV_EXAMPLE, re.MULTILINE)) == REQUIRED


def test_no_secret_has_a_default() -> None:
    defaults = re.findall(r"\$\{(\w+):?-", COMPOSE_TEXT)
    assert [name for name in defaults if SECRET_NAME.search(name)] == []
    for service in SERVICES:
        for name, value in SERVICES[service].get("environment", {}).items():
            if SECRET_NAME.search(name):
                # Without a value a variable is handed on where it is set, and has no default either.
                assert value is None or re.fullmatch(r"\$\{\w+:\?[^}]+\}", str(value)), f"{service}: {name}"
    passwords = re.findall(r"://\w*:(\S+?)@", COMPOSE_TEXT.replace(" ", ""))
    assert len(passwords) == 3
    assert all(re.fullmatch(r"\$\{\w+:\?[^}]+\}", password) for password in passwords)


def test_every_postgresql_address_names_its_driver() -> None:
    values = " ".join(str(value) for value in SERVICES["worker"]["environment"].values())
    addresses = re.findall(r"postgresql(\S*?)://", values)
    assert addresses == ["+psycopg2", "+psycopg2"]


def test_every_image_is_pinned() -> None:
    arguments = dict(re.findall(r"^ARG (\w+)=(\S+)$", DOCKERFILE, re.MULTILINE))
    bases = [arguments[name] for name in re.findall(r"^FROM \$\{(\w+)\}", DOCKERFILE, re.MULTILINE)]
    assert len(bases) == len(re.findall(r"^FROM ", DOCKERFILE, re.MULTILINE))
    for image in [*bases, *(service["image"] for service in SERVICES.values())]:
        assert PINNED_IMAGE.fullmatch(image), image


def test_every_lasting_service_has_a_health_check_and_starts_again() -> None:
    for name, service in SERVICES.items():
        if service["restart"] == "no":
            waiting = SERVICES["api-server"]["depends_on"][name]
            assert waiting == {"condition": "service_completed_successfully"}
        else:
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name


def test_no_service_can_write_to_its_image_or_gain_rights() -> None:
    for name, service in SERVICES.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["mem_limit"], name


def test_nothing_that_starts_tasks_comes_up_before_the_api_server() -> None:
    for name in ("scheduler", "dag-processor", "triggerer", "worker"):
        assert SERVICES[name]["depends_on"]["api-server"] == {"condition": "service_healthy"}, name


def test_only_the_worker_holds_the_warehouse_and_only_the_loopback_sees_the_ui() -> None:
    holders = {name for name, service in SERVICES.items() if "data:/var/lib/rasad" in service["volumes"]}
    assert holders == {"init", "worker"}
    seen = [volume for volume in SERVICES["api-server"]["volumes"] if "/var/lib/rasad" in volume]
    assert seen == ["published:/var/lib/rasad/published:ro", "operations:/var/lib/rasad/operations:ro"]
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_every_setting_is_explained_and_every_variable_of_compose_exists() -> None:
    from rasad.settings import Settings

    settings = {f"RASAD_{name.upper()}" for name in Settings.model_fields}
    explained = set(re.findall(r"^#? ?(\w+)=", ENV_EXAMPLE, re.MULTILINE))
    handed_over = {name for name in SERVICES["worker"]["environment"] if name.startswith("RASAD_")}
    assert settings <= explained
    assert handed_over <= settings
    assert "RASAD_ALLOW_HOSTS" not in handed_over
    assert set(re.findall(r"\$\{(\w+)", COMPOSE_TEXT)) <= explained


AIRFLOW_PROBE = """
import json, sys
from airflow.cli import cli_parser
from airflow.configuration import conf

asked = json.load(sys.stdin)
known = conf.configuration_description
parser = cli_parser.get_parser()
pools, wrong = {}, []
for words in asked["commands"]:
    try:
        parsed = parser.parse_args(words)
    except SystemExit:
        wrong.append(" ".join(words))
    else:
        if words[:2] == ["pools", "set"]:
            pools[parsed.pool] = int(parsed.slots)
for section, option in asked["options"]:
    if option not in known.get(section, {}).get("options", {}):
        wrong.append(f"{section}.{option}")
print(json.dumps({"wrong": wrong, "pools": pools}))
"""


@pytest.mark.airflow
def test_airflow_knows_every_command_and_option(tmp_path: Path) -> None:
    options = [
        name.lower().split("__")[1:] for name in SERVICES["worker"]["environment"] if name.startswith("AIRFLOW__")
    ]
    asked = {
        "commands": [*airflow_commands(), ["scheduler", "--no-such-flag"]],
        "options": [*options, ["core", "no_such_option"]],
    }
    answer = subprocess.run(
        [sys.executable, "-c", AIRFLOW_PROBE],
        input=json.dumps(asked),
        env=os.environ | {"AIRFLOW_HOME": str(tmp_path), "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor"},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout.splitlines()[-1])
    assert found["wrong"] == ["scheduler --no-such-flag", "core.no_such_option"]
    assert found["pools"] == {"warehouse": 1, "outlets": 4}
    started = {words[0] for words in airflow_commands()}
    assert started == {"db", "pools", "api-server", "scheduler", "dag-processor", "triggerer", "celery"}


def test_the_passwords_file_holds_the_password_whatever_its_characters(tmp_path: Path) -> None:
    script = SERVICES["api-server"]["command"][2].replace("$$", "$")
    target = tmp_path / "passwords.json"
    variables = {
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(target),
        "RASAD_ADMIN_USER": "admin",
        "RASAD_ADMIN_PASSWORD": "quote\" apostrophe' dollar$ گذر",
    }
    before_airflow = "\n".join(line for line in script.splitlines() if "airflow api-server" not in line)
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    subprocess.run(["bash", "-c", before_airflow], env={"PATH": path} | variables, check=True, timeout=60)
    assert json.loads(target.read_text(encoding="utf-8")) == {"admin": variables["RASAD_ADMIN_PASSWORD"]}
    assert target.stat().st_mode & 0o077 == 0


@pytest.fixture
def health_address() -> Iterator[str]:
    """An API server that has lost its triggerer."""

    class Health(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            body = {"metadatabase": {"status": "healthy"}, "triggerer": {"status": "unhealthy"}}
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Health) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_heartbeat_check_fails_for_the_component_that_is_down(health_address: str) -> None:
    def passes(service: str, address: str) -> bool:
        words = SERVICES[service]["healthcheck"]["test"][1:]
        command = [sys.executable, *(word.replace("api-server:8080", address) for word in words[1:])]
        return subprocess.run(command, capture_output=True, timeout=60).returncode == 0

    assert passes("api-server", health_address)
    assert not passes("triggerer", health_address)
    assert not passes("api-server", "127.0.0.1:9")


def test_the_worker_check_is_a_celery_command_and_fails_where_no_worker_answers() -> None:
    check = SERVICES["worker"]["healthcheck"]["test"][1].replace("$$", "$")
    variables = {"AIRFLOW__CELERY__BROKER_URL": "memory://", "HOSTNAME": "nobody"}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    check = check.replace("--timeout 8", "--timeout 0.1")
    asked = subprocess.run(
        ["sh", "-c", check], env={"PATH": path} | variables, capture_output=True, text=True, timeout=60
    )
    assert "No nodes replied" in asked.stderr
    assert asked.returncode == os.EX_UNAVAILABLE


def test_the_image_holds_only_named_sources_and_hashed_wheels_and_runs_without_rights() -> None:
    sources = re.findall(r"^COPY (\w\S*) ", DOCKERFILE, re.MULTILINE)
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert ignore[1] == "*"
    assert {line[1:] for line in ignore if line.startswith("!")} == set(sources)
    assert re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)[-1] == "50000:50000"
    assert "--require-hashes --only-binary :all:" in DOCKERFILE


def test_ci_runs_the_two_commands_with_pinned_actions() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert [step["run"] for step in workflow["jobs"]["verify"]["steps"] if "run" in step] == [
        "make test",
        "make run",
    ]
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", step["uses"]) for step in steps if "uses" in step)


def test_the_commit_hooks_are_local_and_catch_a_data_file_that_no_reader_sees() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repository["repo"] for repository in config["repos"]] == ["local"]
    hooks = {hook["id"]: hook for hook in config["repos"][0]["hooks"]}
    assert re.search(hooks["yml-endings"]["files"], "include/sources/outlet.yaml")
    assert not re.search(hooks["yml-endings"]["files"], "include/sources/outlet.yml")
    assert list((ROOT / "include").rglob("*.yaml")) == []


def test_the_dependency_record_names_every_direct_dependency() -> None:
    record = (ROOT / "docs/adr/0004-dependencies.md").read_text(encoding="utf-8")
    direct = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("requirements.in", "requirements-lake.in"))
    required = re.findall(r"^(\w[\w-]+)", direct, re.MULTILINE)
    assert set(required) - set(re.findall(r"^\| `([\w-]+)` \|", record, re.MULTILINE)) == set()
