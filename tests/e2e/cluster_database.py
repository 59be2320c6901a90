"""The PostgreSQL of a cluster, as its image makes it at the first start."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path


def user() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "postgres" if os.getuid() == 0 else None


def folder(port: int) -> Path:
    """Outside the folder of the test, which only its owner may enter."""
    return Path(tempfile.gettempdir()) / f"rasad-postgres-{port}"


def create(port: int, environment: dict[str, str]) -> None:
    """An empty cluster of databases, whose superuser has the password of the environment."""
    owner, made = user(), folder(port)
    secret = Path(tempfile.gettempdir()) / f"rasad-secret-{port}"
    made.mkdir(mode=0o700)
    secret.write_text(environment["POSTGRES_PASSWORD"])
    if owner:
        shutil.chown(made, owner)
        shutil.chown(secret, owner)
    try:
        subprocess.run(
            ["initdb", "-D", str(made), "-U", "airflow", "-A", "scram-sha-256", f"--pwfile={secret}"],
            env=environment,
            cwd=made,
            capture_output=True,
            check=True,
            **({"user": owner, "group": owner, "extra_groups": []} if owner else {}),  # type: ignore[call-overload]
        )
    finally:
        secret.unlink()


def own(environment: dict[str, str]) -> None:
    """What the image of PostgreSQL does at its first start: a database of the user's name."""
    subprocess.run(
        ["createdb", "--username=airflow", environment["POSTGRES_DB"]],
        env=environment | {"PGPASSWORD": environment["POSTGRES_PASSWORD"]},
        capture_output=True,
        check=True,
    )
