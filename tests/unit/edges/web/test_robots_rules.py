"""robots.txt: our group, our traps, and what unreachable means."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rasad.edges.web.robots import MOST_BYTES, Kept, read_rules

PAGE = "https://post.example/private/1"


def forbids(text: str | bytes) -> bool:
    return not read_rules(text.encode() if isinstance(text, str) else text).allow(PAGE)


@pytest.mark.parametrize(
    "text",
    [
        "User-agent: *\nDisallow: /private",
        "User-agent: Rasad\nDisallow: /private",
        "user-AGENT: rASAD\nDISALLOW: /private",
        "User-agent: Rasad/2.0 (news)\nDisallow: /private",
        "User-agent: GPTBot\nUser-agent: Rasad\nDisallow: /private",
        "User-agent: Rasad\nUnknown-line: 1\nUser-agent: *\nDisallow: /private",
        "User-agent: Rasad\nSitemap: https://post.example/s.xml\nDisallow: /private",
        "User-agent: Rasad\nAllow: /x\n\nUser-agent: GPTBot\nAllow: /\n\nUser-agent: rasad\nDisallow: /private",
        "User-agent *\nDisallow /private",
        "User-agent: *\r\nDisallow: /private # keep out",
        "User-agent: *\nDisallow: /*vate",
        "User-agent: *\nDisallow: /private/1$",
        "User-agent: *\nDisallow: /%70rivate",
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /private",
        b"User-agent: *\x00\nDisallow: /priv\x00ate",
    ],
)
def test_a_rule_for_us_is_found(text: str | bytes) -> None:
    assert forbids(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Disallow: /private",
        "User-agent: GPTBot\nDisallow: /",
        "User-agent: ras\nDisallow: /",
        "User-agent: *Wget*\nDisallow: /",
        "User-agent: rasadnet\nDisallow: /",
        "User-agent: Rasad\nAllow: /\n\nUser-agent: *\nDisallow: /",
        "User-agent: Rasad\nDisallow:\n\nUser-agent: *\nDisallow: /",
        "User-agent: *\nDisallow: /private\nAllow: /private/1",
        "<!DOCTYPE html><html><body>User-agent: *\nDisallow: /</body></html>",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"User-agent: *\n" + b"#" * MOST_BYTES + b"\nDisallow: /private",
    ],
)
def test_a_rule_for_others_or_beyond_the_limit_is_not_ours(text: str | bytes) -> None:
    assert not forbids(text)


@pytest.mark.parametrize(
    ("line", "delay_s"),
    [
        ("Crawl-delay: 7", 7.0), ("Crawl-delay: 0.5", 0.5), ("Crawl-delay: 99999999", 120.0), ("Crawl-delay: nan", 0.0),
        ("Crawl-delay: inf", 0.0), ("Crawl-delay: -4", 0.0), ("Crawl-delay: soon", 0.0), ("Crawl-delay: 1e400", 0.0),
        ("Request-rate: 1/10", 10.0), ("Request-rate: 1/0s", 0.0), ("Request-rate: 1/9d", 120.0), ("Disallow:", 0.0),
    ],
)  # fmt: skip
def test_a_pause_is_taken_where_it_is_sensible(line: str, delay_s: float) -> None:
    assert read_rules(f"User-agent: *\n{line}\nDisallow: /x".encode()).delay_s == delay_s


def test_thousands_of_agents_times_thousands_of_rules_are_read_at_once() -> None:
    agents = "".join(f"User-agent: a{n}\n" for n in range(14_000))
    text = f"{agents}User-agent: *\n" + "".join(f"Disallow: /{n}\n" for n in range(14_000)) + "Disallow: /private\n"
    assert len(text) < MOST_BYTES
    assert forbids(text)


def test_a_kept_file_comes_back_whole_or_not_at_all(tmp_path: Path) -> None:
    kept, root = Kept(tmp_path), "https://post.example"
    assert kept.get(root) is None
    kept.put(root, b"User-agent: *\nDisallow: /\n")
    found = kept.get(root)
    assert found is not None
    assert found[0] == b"User-agent: *\nDisallow: /\n"
    assert 86_000 < found[1] <= 86_400
    assert kept.get("http://post.example") is None
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    for torn in (whole[:-3], whole[:20], b"", b"\x00" * 80, whole + b"more"):
        path.write_bytes(torn)
        assert kept.get(root) is None


def test_a_kept_file_is_good_for_a_day(tmp_path: Path) -> None:
    kept, root = Kept(tmp_path), "https://post.example"
    kept.put(root, b"x")
    (path,) = tmp_path.iterdir()
    head, _, text = path.read_bytes().partition(b"\n")
    for shift in (-86_401, 3_600):  # too old; from a clock that ran ahead
        moved = json.loads(head)
        moved["fetched_at"] += shift
        path.write_bytes(json.dumps(moved).encode() + b"\n" + text)
        assert kept.get(root) is None
