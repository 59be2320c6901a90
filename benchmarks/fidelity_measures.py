"""The fidelity measures on Persian news as published and with known damage, and what they cost beside folding the text.

    .venv/bin/python benchmarks/fidelity_measures.py [--bench ../shared/bench]

Damage is made here: every ZWNJ deleted; every ZWNJ a space; the first letter of the body deleted; the text decoded wrongly.
Prints the share of articles on which a measure speaks, before and after, and milliseconds for 3,000 characters.
"""

from __future__ import annotations

import argparse
import json
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

from rasad.stages.clean.fidelity import Fidelity, fidelity
from rasad.text.normalise import fold

DAMAGE: dict[str, tuple[Callable[[str], str], Callable[[Fidelity], bool]]] = {
    "zwnj deleted": (lambda text: text.replace("\u200c", ""), lambda found: found.zwnj_suspect_loss),
    "zwnj a space": (lambda text: text.replace("\u200c", " "), lambda found: found.zwnj_suspect_loss),
    "first letter lost": (lambda text: text[1:], lambda found: found.lost_first_letters > 0),
    "utf-8 as 1252": (lambda text: text.encode().decode("cp1252", "replace"), lambda found: found.mojibake > 0.05),
    "utf-8 as 1256": (lambda text: text.encode().decode("cp1256", "replace"), lambda found: found.mojibake > 0.05),
    "1256 as latin-1": (
        lambda text: text.encode("cp1256", "replace").decode("latin-1"),
        lambda found: found.mojibake > 0.05,
    ),
}


def articles(bench: Path) -> list[str]:
    """The bodies of farsnews, read where the archive lies."""
    with tarfile.open(bench / "farsnews.tar.gz") as files:
        opened = [files.extractfile(member) for member in files if "fars-news" in member.name and member.isfile()]
        news = [item for file in opened if file for item in json.loads(file.read())]
    return ["\n".join(item["paragraphs"]) for item in news]


def spent(work: Callable[[], object]) -> float:
    """The least milliseconds of seven rounds of fifty."""
    rounds = []
    for _ in range(7):
        started = time.perf_counter()
        for _ in range(50):
            work()
        rounds.append((time.perf_counter() - started) / 50 * 1000)
    return min(rounds)


def main() -> int:
    """Print one line a damage, and the cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    asked = parser.parse_args()
    if not (asked.bench / "farsnews.tar.gz").exists():
        print(
            f"{asked.bench} has no farsnews.tar.gz: this measures a third-party archive that is not part of the project"
        )
        return 2
    texts = [text for text in articles(asked.bench) if len(text) > 200]
    print(f"{len(texts)} articles of 200 characters and more")
    for name, (damaged, speaks) in DAMAGE.items():
        some = [text for text in texts if text.count("\u200c") > 4] if name.startswith("zwnj") else texts
        before = sum(speaks(fidelity(text, None, None, "fa")) for text in some) / len(some)
        after = sum(speaks(fidelity(damaged(text), None, None, "fa")) for text in some) / len(some)
        print(f"{name:20}{len(some):5} articles  as published {before:6.2%}  damaged {after:6.2%}")
    long = " ".join(texts)[:3000]
    print(
        f"3000 characters: fidelity {spent(lambda: fidelity(long, None, None, 'fa')):.3f} ms, fold {spent(lambda: fold(long)):.3f} ms"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
