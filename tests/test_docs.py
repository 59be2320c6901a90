"""Generated docs are current, and the README names commands that exist."""

from __future__ import annotations

import re
from pathlib import Path

from rasad import handbook

ROOT = Path(__file__).resolve().parents[1]


def test_generated_docs_are_current() -> None:
    assert handbook.write(check=True) == [], "run make docs"


def test_a_stale_page_is_noticed(tmp_path: Path) -> None:
    assert handbook.write(tmp_path) == ["TABLES.md", "PIPELINE.md", "SOURCES.md"]
    (tmp_path / "TABLES.md").write_text("old", encoding="utf-8")
    assert handbook.write(tmp_path, check=True) == ["TABLES.md"]


def test_every_make_command_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named
    assert named <= targets


def test_every_path_in_the_readme_exists() -> None:
    named = re.findall(r"\]\((?!https?://|#)([^)#]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert named
    assert not [path for path in named if not (ROOT / path).exists()]
