"""Link patterns of front pages stay fast on any path."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from rasad.link_pattern import fault_of

GOOD = [
    r"/news/\d+/.*",
    r"/fa/news/[0-9]+(?:/[^/]+)?",
    r"/(?:politics|world)/\d{4}/\d{2}/[a-z0-9-]+",
    r"/[^/]+/[^/]+/\d+\.html",
    r"(?:/[a-z]{2}){3}",
    r"/a\(?b\+[)*+|]*",
    r"[]a]*x[^]]*",
]


@pytest.mark.parametrize("pattern", GOOD)
def test_a_plain_pattern_is_taken(pattern: str) -> None:
    assert fault_of(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("/(news", "no regular expression"),
        ("/a{99999999999}", "no regular expression"),
        ("/(?:a+)+", "repeats a group"),
        ("/(?:a|aa)*", "repeats a group"),
        ("/((?:x(?:a*)))+", "repeats a group"),
        (r"/(\d{1,2}){1,30}", "repeats a group"),
        ("/(a?){30}", "repeats a group"),
        ("/a*a*", "side by side"),
        ("/(a*)(a*)", "side by side"),
        ("/a*b?a*", "side by side"),
        ("/[a-z]+?[a-z]+", "side by side"),
        ("/.*x.*", "more than one"),
        ("/a+/b+/c+/d+/e+/f+", "open repeats"),
        ("/(?=a)a", "plain groups"),
        (r"/(a)\1", "plain groups"),
        ("(?i)/a", "plain groups"),
        ("/" + "a" * 200, "shorten"),
    ],
)
def test_a_pattern_that_could_hang_says_why(pattern: str, says: str) -> None:
    assert says in (fault_of(pattern) or "")


def test_the_patterns_that_are_taken_end_on_hostile_paths() -> None:
    paths = ["/" + "a" * 2000, "/1" * 1000, "/fa/news/" + "1" * 2000 + "!", "/" + "-" * 2000 + "\n"]
    code = f"import re\nfor g in {GOOD!r}:\n for p in {paths!r}:\n  re.fullmatch(g, p)"
    # A bound against hanging, in a process that can be ended; no statement about speed.
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_examples_match_what_they_are_for() -> None:
    assert re.fullmatch(GOOD[1], "/fa/news/123/title")
    assert not re.fullmatch(GOOD[1], "/fa/news/123/title/comments")
