"""The daily DAG on five real articles that a local newsroom serves, checked span by span.

    make setup && .venv/bin/python benchmarks/real_articles.py ../shared/seeds/newsroom.py [--print gooya] [--without-airflow]

The articles are third-party material: they are read where they lie and never copied here. Where they are missing, this says
so and exits with 2.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from rasad.catalogue import read_outlets
from rasad.edges import snapshot, store
from rasad.settings import INCLUDE, ROOT, Settings

PORT = 8765
# The newsroom's folder, the outlet's id in include/sources, the language of its feed.
OUTLETS = {
    "caliber": ("med:caliber-az", "en"),
    "gooya": ("med:gooya", "fa"),
    "irannewsupdate": ("med:iran-news-update", "en"),
    "timenews": ("med:time-news", "en"),
    "ncri": ("med:ncri", "en"),
}


@contextlib.contextmanager
def newsroom(script: Path) -> Iterator[None]:
    process = subprocess.Popen([sys.executable, str(script), "--port", str(PORT)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", PORT), timeout=1):
                break
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def write_outlets(folder: Path) -> None:
    """The real outlets' own files, with the local newsroom as their only feed."""
    folder.mkdir()
    real = read_outlets(INCLUDE / "sources")
    for name, (outlet, language) in OUTLETS.items():
        feed = {"url": f"http://127.0.0.1:{PORT}/{name}/rss.xml", "language": language, "evidence": "local newsroom"}
        facts = real[outlet].model_dump(mode="json", by_alias=True) | {
            "feeds": [feed],
            "enabled": True,
            "allow_paths": [],
        }
        (folder / f"{outlet.removeprefix('med:')}.yml").write_text(
            yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8"
        )


def run(data: Path, sources: Path, *, airflow: bool) -> None:
    settings = {"RASAD_DATA": str(data), "RASAD_SOURCES": str(sources), "RASAD_ALLOW_HOSTS": f"127.0.0.1:{PORT}"}
    command = [sys.executable, "dags/iran_news.py"] if airflow else [sys.executable, "-m", "rasad", "run"]
    home = os.environ.get("AIRFLOW_HOME", str(ROOT / ".airflow"))
    airflow_home = {
        "AIRFLOW_HOME": home,
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
    }
    subprocess.run(command, env=os.environ | airflow_home | settings, cwd=ROOT, check=True)


def rows(settings: Settings, sql: str, **parameters: Any) -> list[dict[str, Any]]:
    with store.opened(snapshot.current(settings), read_only=True) as database:
        return database.rows(sql, **parameters)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("script", type=Path, nargs="?", default=ROOT.parent / "shared" / "seeds" / "newsroom.py")
    parser.add_argument("--print", dest="shown", action="append", default=[], choices=sorted(OUTLETS))
    parser.add_argument("--without-airflow", action="store_true")
    options = parser.parse_args()
    if not options.script.is_file():
        print(f"{options.script} is not here: the real articles are not part of this repository", file=sys.stderr)
        raise SystemExit(2)
    with tempfile.TemporaryDirectory() as folder, newsroom(options.script):
        work = Path(folder)
        write_outlets(work / "outlets")
        run(work / "data", work / "outlets", airflow=not options.without_airflow)
        check(Settings(data=work / "data", sources=str(work / "outlets")), options.shown)


def check(settings: Settings, shown: list[str]) -> None:
    fates = rows(settings, "SELECT fate, count(*) AS n FROM pages GROUP BY fate ORDER BY fate")
    print("pages:", ", ".join(f"{row['n']} {row['fate']}" for row in fates))
    counts = rows(
        settings,
        "SELECT a.source_id, count(*) FILTER (WHERE c.attr_voice = 'speaker') AS attributed, count(*) AS claims"
        " FROM claims AS c INNER JOIN articles AS a USING (article_id) GROUP BY 1 ORDER BY 1",
    )
    for row in counts:
        print(f"  {row['source_id']:24} {row['attributed']:3} attributed claims of {row['claims']}")
    spans = rows(
        settings,
        'SELECT s.start, s."end", s.exact, v.body FROM claim_spans s JOIN article_versions v USING (version_id)',
    )
    wrong = sum(row["body"][row["start"] : row["end"]] != row["exact"] for row in spans)
    print(f"spans: {len(spans)}, of which {wrong} are not the characters that they name")
    for name in shown:
        print(f"\n{name}:")
        claims = rows(
            settings,
            "SELECT c.* FROM claims AS c INNER JOIN articles AS a USING (article_id) INNER JOIN claim_spans AS s"
            " ON s.claim_id = c.claim_id AND s.role = 'content' AND s.ordinal = 0"
            " WHERE a.source_id = :source ORDER BY s.start",
            source=OUTLETS[name][0],
        )
        for row in claims:
            about = f"{row['speaker_surface'] or '—'} [{row['speaker_entity_id']}] ‹{row['cue_text'] or row['attribution_basis']}›"
            print(
                f"- {about} {row['quote_type']}/{row['modality']}/{row['polarity']} {row['event_date'] or ''}\n    {row['content_text']}"
            )


if __name__ == "__main__":
    main()
