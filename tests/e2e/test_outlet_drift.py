"""An outlet whose pages read as they never did is set aside by itself; the run goes on, and a release lets them pass."""

from __future__ import annotations

from pathlib import Path

from world import Reply, World, world

from rasad import runner
from rasad.edges import store

SENTENCE = "The council of the port met on Sunday and decided on item {0} of the budget after a debate, said the clerk of quarter {0}. "
WHOLE, CUT = 12, 0  # paragraphs of an article, and those that a layout built by scripts leaves


def clean(made: World) -> None:
    """Land, then clean, as far as its promotion."""
    batch_id = made.land()
    for step in (runner.build, runner.audit, runner.promote):
        step(made.settings, batch_id, "clean", print)


def publish(made: World, day: int, paragraphs: int) -> None:
    """Ten articles of each outlet; those of the first have so many paragraphs."""
    for name, count in (("nile", paragraphs), ("delta", WHOLE)):
        addresses = [f"{name}.test/{day}/{number}" for number in range(10)]
        for number, address in enumerate(addresses):
            told = "".join(f"<p>{SENTENCE.format(1000 * day + 20 * number + part)}</p>" for part in range(count))
            head = f"Report {number} of day {day} on the budget of the port"
            page = (
                f"<html><head><title>{head}</title></head><body><article><h1>{head}</h1>{told}</article></body></html>"
            )
            made.replies[address] = Reply(page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
        made.feed(f"{name}.test/feed", *((address, address) for address in addresses))


def test_a_changed_layout_holds_back_its_outlet_alone_until_a_person_releases_it(tmp_path: Path) -> None:
    with world(tmp_path, "nile", "delta") as made:
        for day in range(6):
            publish(made, day, WHOLE)
            clean(made)
            with store.warehouse(made.settings) as database, database.transaction():
                database.execute('UPDATE clean.measures SET "day" = "day" - 1')
        publish(made, 9, CUT)
        clean(made)
        held = made.rows("SELECT count(*) AS n, min(reason) AS reason FROM quarantine.rows WHERE stage = 'clean'")
        assert held[0]["n"] == 10
        assert held[0]["reason"].startswith("drift_")
        found = {row["source_id"] for row in made.rows("SELECT source_id FROM clean.drift WHERE severity = 'critical'")}
        assert found == {"med:nile"}
        versions = "SELECT count(*) AS n FROM clean.articles WHERE source_id = :outlet"
        assert made.rows(versions, outlet="med:delta")[0]["n"] == 70
        assert made.rows(versions, outlet="med:nile")[0]["n"] == 60
        made.release()
        clean(made)
        assert (
            made.rows(
                "SELECT count(*) AS n FROM clean.outcomes AS o SEMI JOIN land.pages AS p ON p.page_id = o.page_id"
            )[0]["n"]
            == 140
        )
