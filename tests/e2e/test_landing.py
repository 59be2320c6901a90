"""Landing, outlet by outlet: nothing that was seen is lost, and what could not be seen is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from world import Reply, World, outlet, world

from rasad import ledger, runner
from rasad.contracts import contract
from rasad.edges import alerting, archive, landing, store
from rasad.edges.landing import spool
from rasad.errors import ConfigError, GateFailed, Unreachable
from rasad.orders import Order
from rasad.settings import Settings

RECHECK = Order(kind="recheck")
VERSIONS = "SELECT count(*) AS n FROM land.pages WHERE url LIKE '%' || :address"


def one(found: World, sql: str, **parameters: object) -> object:
    (row,) = found.rows(sql, **parameters)
    (value,) = row.values()
    return value


@pytest.fixture
def desk(tmp_path: Path):
    """One outlet with two articles, landed once."""
    with world(tmp_path, "nile") as made:
        made.page("nile.test/a", "The first wording of the first article.", ETag='"a1"')
        made.page("nile.test/b", "The first wording of the second article.")
        made.feed("nile.test/feed", ("nile.test/a", "First"), ("nile.test/b", "Second"))
        made.land()
        yield made


def in_routine(settings: Settings, source_id: str, n_days: int, n_new: int) -> None:
    """As if the outlet had been looked at once a day, until a day ago, and had brought as many pages each time."""
    now = datetime.now(UTC)
    looks = [
        {
            "look_id": f"routine{ago}",
            "source_id": source_id,
            "kind": "daily",
            "looked_at": now - timedelta(days=ago),
            "outcome": "new",
            "n_new": n_new,
            "last_new_at": now - timedelta(days=ago),
            "day": (now - timedelta(days=ago, hours=12)).date(),
            "hours": 24.0,
            "missed": 0.0,
        }
        for ago in range(n_days, 0, -1)
    ]
    with store.warehouse(settings) as database, database.transaction():
        database.execute(
            f"UPDATE land.coverage SET looked_at = looked_at - INTERVAL {n_days + 1} DAY, day = day - INTERVAL {n_days + 1} DAY"
        )
        database.insert("land.coverage", looks)


def due_at_once(made: World) -> None:
    """As if every article had been seen for the first time, and looked at, two hours ago."""
    with store.warehouse(made.settings) as database, database.transaction():
        for table, column in (("pages", "first_seen_at"), ("fetches", "started_at"), ("polls", "polled_at")):
            database.execute(f"UPDATE land.{table} SET {column} = {column} - INTERVAL 2 HOUR")


class TestEdits:
    def test_what_a_listing_shows_as_unchanged_is_not_asked_for_again(self, desk: World) -> None:
        desk.land()
        assert desk.asked("nile.test/a") == 1

    def test_two_listings_that_describe_an_article_differently_do_not_fetch_it_for_ever(self, tmp_path: Path) -> None:
        feeds = [{"url": f"http://nile.test/{name}", "language": "en"} for name in ("feed", "section")]
        with world(tmp_path, "nile", feeds=feeds) as made:
            made.page("nile.test/a", "The article.")
            for _ in range(4):
                made.feed("nile.test/feed", ("nile.test/a", "As the front page has it"))
                made.feed("nile.test/section", ("nile.test/a", "As the section has it"))
                made.land()
            assert made.asked("nile.test/a") == 2

    def test_an_article_that_its_listing_shows_as_changed_is_fetched_whole(self, desk: World) -> None:
        desk.page("nile.test/a", "The second wording.", ETag='"a1"')  # the server lies: the tag never changes
        desk.feed("nile.test/feed", ("nile.test/a", "First, corrected"), ("nile.test/b", "Second"))
        desk.land()
        assert one(desk, VERSIONS, address="nile.test/a") == 2
        assert one(desk, VERSIONS, address="nile.test/b") == 1

    def test_an_edit_that_no_listing_shows_is_found_by_looking_again(self, desk: World) -> None:
        due_at_once(desk)
        desk.page("nile.test/a", "A silent edit.")
        assert landing.due(desk.settings) == 2
        desk.land(RECHECK)
        assert one(desk, VERSIONS, address="nile.test/a") == 2
        assert landing.due(desk.settings) == 0

    def test_the_same_bytes_again_are_a_revisit_record_and_no_version(self, desk: World) -> None:
        due_at_once(desk)
        desk.land(RECHECK)
        found = desk.rows(
            "SELECT url_key, http_status, outcome, record_kind, archive_file, archive_offset, payload_sha256"
            " FROM land.fetches WHERE kind = 'recheck' ORDER BY url_key"
        )
        assert [(row["http_status"], row["outcome"], row["record_kind"]) for row in found] == [
            (304, "unchanged", "revisit"),
            (200, "unchanged", "revisit"),
        ]
        record = archive.record(
            desk.settings.archive,
            archive.Place(found[0]["archive_file"], found[0]["archive_offset"], found[0]["payload_sha256"]),
        )
        assert record.kind == "revisit"

    def test_words_that_come_back_are_told_from_new_ones(self, desk: World) -> None:
        for words in ("A second wording.", "The first wording of the second article."):
            due_at_once(desk)
            desk.page("nile.test/b", words)
            desk.land(RECHECK)
        outcomes = [
            row["outcome"]
            for row in desk.rows("SELECT outcome FROM land.fetches WHERE url_key LIKE '%/b' ORDER BY started_at")
        ]
        assert outcomes == ["kept", "kept", "reverted"]
        assert one(desk, VERSIONS, address="nile.test/b") == 2

    def test_one_article_under_many_spellings_is_asked_for_once(self, desk: World) -> None:
        spellings = ("nile.test/a?utm_source=rss", "www.nile.test/a/", "nile.test/a#top")
        desk.feed("nile.test/feed", *((address, "First") for address in spellings), ("nile.test/b", "Second"))
        desk.land()
        assert one(desk, "SELECT count(DISTINCT url_key) AS n FROM land.fetches WHERE kind = 'page'") == 2

    def test_a_headline_that_changes_in_the_address_is_an_edit_of_one_article(self, tmp_path: Path) -> None:
        with world(tmp_path, "nile", permalink={"path": "/news/\\d+"}) as made:
            for headline in ("first-headline", "second-headline"):
                made.page(f"nile.test/news/7/{headline}", f"Words under the {headline}.")
                made.feed("nile.test/feed", (f"nile.test/news/7/{headline}", headline))
                made.land()
            pages = made.rows("SELECT url_key FROM land.pages")
            assert [row["url_key"] for row in pages] == ["https://nile.test/news/7"] * 2


class TestRetractions:
    def test_an_article_that_is_gone_becomes_a_tombstone_and_keeps_its_version(self, desk: World) -> None:
        due_at_once(desk)
        desk.replies["nile.test/a"] = Reply(b"gone", 410)
        desk.land(RECHECK)
        (stone,) = desk.rows("SELECT kind, http_status, page_id, url_key FROM land.tombstones")
        assert (stone["kind"], stone["http_status"], stone["url_key"]) == ("gone", 410, "https://nile.test/a")
        assert one(desk, "SELECT count(*) AS n FROM land.pages WHERE page_id = :page", page=stone["page_id"]) == 1

    def test_one_retraction_is_one_tombstone_however_often_it_is_seen(self, desk: World) -> None:
        desk.replies["nile.test/a"] = Reply(b"gone", 404)
        for _ in range(2):
            due_at_once(desk)
            desk.land(RECHECK)
        assert one(desk, "SELECT count(*) AS n FROM land.tombstones") == 1

    def test_an_article_that_leads_elsewhere_is_a_move_and_no_version(self, desk: World) -> None:
        due_at_once(desk)
        desk.replies["nile.test/a"] = Reply(b"", 302, {"Location": "/"})
        desk.page("nile.test/", "The front page.")
        desk.land(RECHECK)
        (stone,) = desk.rows("SELECT kind, moved_to FROM land.tombstones")
        assert stone == {"kind": "moved", "moved_to": "http://nile.test/"}
        assert one(desk, VERSIONS, address="nile.test/") == 0

    def test_a_page_that_was_never_there_is_no_retraction(self, desk: World) -> None:
        desk.feed("nile.test/feed", ("nile.test/never", "Never"))
        desk.land()
        assert one(desk, "SELECT count(*) AS n FROM land.tombstones") == 0
        assert one(desk, "SELECT error_class FROM land.fetches WHERE url_key LIKE '%/never'") == "http_404"


class TestSilence:
    def test_an_outlet_that_is_down_costs_the_others_nothing_and_opens_a_gap(self, tmp_path: Path) -> None:
        with world(tmp_path, "nile", "delta") as made:
            for name in ("nile", "delta"):
                made.page(f"{name}.test/a", f"An article of {name}.")
                made.feed(f"{name}.test/feed", (f"{name}.test/a", "First"))
            made.land()
            made.down = {"delta.test"}
            made.page("nile.test/b", "Another article.")
            made.feed("nile.test/feed", ("nile.test/b", "Second"))
            made.land()
            looks = {
                row["source_id"]: row["outcome"]
                for row in made.rows(
                    "SELECT source_id, arg_max(outcome, looked_at) AS outcome FROM land.coverage GROUP BY 1"
                )
            }
            assert looks == {"med:nile": "new", "med:delta": "unreachable"}
            (gap,) = made.rows("SELECT source_id, to_at, reason, n_looks FROM land.gaps")
            assert gap == {"source_id": "med:delta", "to_at": None, "reason": "unreachable", "n_looks": 1}
            made.down = set()
            made.feed("delta.test/feed", *((f"delta.test/{n}", f"New {n}") for n in range(3)))
            made.land()
            (closed,) = made.rows("SELECT to_at IS NOT NULL AS ended, is_lossy FROM land.gaps")
            assert closed == {"ended": True, "is_lossy": True}

    def test_a_country_that_vanishes_is_one_event(self, tmp_path: Path) -> None:
        names = ("alef", "be", "pe")
        with world(tmp_path, *names, country="IR") as made:
            outlet("nile", Path(made.settings.sources), country="EG")
            for name in (*names, "nile"):
                made.feed(f"{name}.test/feed")
            made.land()
            made.down = {f"{name}.test" for name in names}
            made.land()
            (event,) = made.rows("SELECT blackout_id, country, n_outlets, to_at FROM land.blackouts")
            assert (event["country"], event["n_outlets"], event["to_at"]) == ("IR", 3, None)
            assert {row["blackout_id"] for row in made.rows("SELECT blackout_id FROM land.gaps")} == {
                event["blackout_id"]
            }
            made.down = set()
            made.land()
            assert one(made, "SELECT count(*) AS n FROM land.blackouts WHERE to_at IS NOT NULL") == 1

    def test_a_silent_day_of_an_outlet_that_never_is_warns_alerts_and_stops_nothing(self, tmp_path: Path) -> None:
        with world(tmp_path, "nile", country="unknown") as made:  # no day of the week is known to be off there
            made.page("nile.test/a", "An article that is known.")
            made.feed("nile.test/feed", ("nile.test/a", "First"))
            made.land()
            in_routine(made.settings, "med:nile", n_days=30, n_new=40)
            batch_id = made.land()
            failed = made.rows(
                "SELECT v.expectation, v.severity, m.source_id FROM ledger.verdicts AS v INNER JOIN ledger.measures AS m"
                " ON m.batch_id = v.batch_id AND m.expectation = v.expectation AND m.source_id IS NOT NULL"
                " WHERE NOT v.success AND v.batch_id = :batch_id ORDER BY 1",
                batch_id=batch_id,
            )
            assert failed == [
                {"expectation": name, "severity": "warning", "source_id": "med:nile"}
                for name in ("day_is_not_too_quiet", "outlet_is_quiet")
            ]
            (look,) = made.rows("SELECT n_day, usual, missed FROM land.coverage WHERE run_id = :batch", batch=batch_id)
            assert (look["n_day"], look["usual"]) == (0, 40)
            told = [episode.alert.text for episode in alerting.look(made.settings, datetime.now(UTC))]
            assert any(text.startswith("med:nile could be read, and brought nothing new since") for text in told)

    def test_an_outlet_alone_raises_unreachable_so_that_its_task_is_tried_again(self, desk: World) -> None:
        desk.down = {"nile.test"}
        batch_id = ledger.open_batch(desk.settings)
        (lane,) = landing.plan(desk.settings, batch_id)
        with pytest.raises(Unreachable, match="gap is recorded"):
            landing.fetch(desk.settings, batch_id, lane, print, desk.routes)
        desk.down = set()
        row = landing.fetch(desk.settings, batch_id, lane, print, desk.routes)
        assert row["outcome"] == "none_new"
        runner.build(desk.settings, batch_id, "land", print)
        with store.opened(runner.candidate_path(desk.settings, batch_id, contract("land")), read_only=True) as database:
            looks = database.rows("SELECT outcome FROM land.coverage")
        assert looks == [{"outcome": "none_new"}], "the last word of a repeated attempt counts"

    def test_a_task_that_died_without_a_word_is_a_look_that_failed(self, desk: World) -> None:
        batch_id = ledger.open_batch(desk.settings)
        landing.plan(desk.settings, batch_id)
        for step in (runner.build, runner.audit, runner.promote):
            step(desk.settings, batch_id, "land", print)
        assert one(desk, "SELECT arg_max(outcome, looked_at) AS o FROM land.coverage") == "failed"
        assert one(desk, "SELECT reason FROM land.gaps") == "failed"

    def test_a_host_that_asks_for_rest_is_left_alone_until_then(self, desk: World) -> None:
        desk.replies["nile.test/feed"] = Reply(b"slow down", 429, {"Retry-After": "3600"})
        desk.land()
        before = len(desk.log)
        desk.land()
        assert len(desk.log) == before
        assert one(desk, "SELECT arg_max(outcome, looked_at) AS o FROM land.coverage") == "resting"

    def test_a_listing_that_is_gone_three_times_is_parked(self, desk: World) -> None:
        del desk.replies["nile.test/feed"]
        for _ in range(4):
            desk.land()
        assert desk.asked("nile.test/feed") == 1 + 3
        assert one(desk, "SELECT arg_max(outcome, polled_at) AS o FROM land.polls") == "parked"

    def test_articles_of_a_host_that_is_down_stay_due_and_leave_no_pile_of_rows(self, desk: World) -> None:
        names = [f"nile.test/new/{number}" for number in range(8)]
        for name in names:
            desk.page(name, f"{name}.")
        desk.feed("nile.test/feed", *((name, name) for name in names))
        desk.land()
        due_at_once(desk)
        for name in names:
            desk.replies[name] = Reply(b"", 403, {"cf-mitigated": "challenge"})
        before = landing.due(desk.settings)
        desk.land(RECHECK)
        assert one(desk, "SELECT count(*) AS n FROM land.fetches WHERE error_class = 'host_down'") == 0
        assert landing.due(desk.settings) >= before - 5


class TestNothingIsLost:
    def test_an_article_that_failed_is_tried_again_after_its_listing_dropped_it(self, desk: World) -> None:
        desk.feed("nile.test/feed", ("nile.test/c", "Third"))
        desk.replies["nile.test/c"] = Reply(b"oops", 500)
        desk.land()
        desk.feed("nile.test/feed", ("nile.test/b", "Second"))
        desk.page("nile.test/c", "The third article, at last.")
        desk.land()
        (page,) = desk.rows("SELECT feed_title FROM land.pages WHERE url LIKE '%/c'")
        assert page["feed_title"] == "Third", "what the listing said of it is remembered"

    def test_a_host_that_dies_in_the_middle_is_left_alone_and_its_articles_wait(self, desk: World) -> None:
        names = [f"nile.test/new/{number}" for number in range(8)]
        desk.feed("nile.test/feed", *((name, name) for name in names))
        for name in names:
            desk.replies[name] = Reply(b"", 403, {"cf-mitigated": "challenge"})
        desk.land()
        assert sum(desk.asked(name) for name in names) == 3
        rows = desk.rows("SELECT error_class, count(*) AS n FROM land.fetches WHERE url_key LIKE '%/new/%' GROUP BY 1")
        assert {row["error_class"]: row["n"] for row in rows} == {"challenge": 3, "host_down": 5}
        for path in desk.settings.hosts.iterdir():
            path.unlink()  # the rest that three walls in a row earn is over
        with store.warehouse(desk.settings) as database, database.transaction():
            database.execute("UPDATE land.fetches SET retry_at = NULL")
        desk.feed("nile.test/feed")
        for name in names:
            desk.page(name, f"{name} after all.")
        desk.land()
        assert one(desk, "SELECT count(*) AS n FROM land.pages WHERE url LIKE '%/new/%'") == 8

    def test_what_an_interrupted_run_fetched_is_taken_up_by_the_next(self, desk: World) -> None:
        desk.page("nile.test/c", "Seen once, then withdrawn.")
        desk.feed("nile.test/feed", ("nile.test/c", "Third"))
        desk.fetch()  # and the run ends here
        del desk.replies["nile.test/c"]
        desk.feed("nile.test/feed", ("nile.test/b", "Second"))
        desk.land()
        assert one(desk, VERSIONS, address="nile.test/c") == 1

    def test_the_spool_is_empty_when_everything_has_been_promoted(self, desk: World) -> None:
        assert list(spool.waiting(desk.settings.spool))
        landing.plan(desk.settings, ledger.open_batch(desk.settings))
        assert not list(spool.waiting(desk.settings.spool))

    def test_a_warehouse_of_an_earlier_version_is_taken_over_with_its_rows(self, desk: World) -> None:
        with store.warehouse(desk.settings) as database, database.transaction():
            for table, column in (
                ("ledger.batches", "request"),
                ("land.polls", "poll_id"),
                ("clean.outcomes", "detail"),
            ):
                database.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        desk.page("nile.test/c", "Seen by the newer version.")
        desk.feed("nile.test/feed", ("nile.test/c", "Third"))
        desk.fetch()  # and the run ends here: what it fetched waits in the spool
        desk.land()
        assert one(desk, "SELECT count(*) AS n FROM land.pages") == 3
        assert one(desk, "SELECT count(*) AS n FROM land.polls WHERE poll_id IS NULL") == 1

    def test_a_page_that_was_set_aside_waits_and_lands_when_it_is_released(self, desk: World) -> None:
        desk.page("nile.test/c", "The third article.")
        desk.feed("nile.test/feed", ("nile.test/c", "Third"))
        batch_id = desk.fetch()
        runner.build(desk.settings, batch_id, "land", print)
        with (
            store.opened(runner.candidate_path(desk.settings, batch_id, contract("land"))) as database,
            database.transaction(),
        ):
            database.execute("UPDATE land.pages SET archive_offset = NULL")
        with pytest.raises(GateFailed):
            runner.audit(desk.settings, batch_id, "land", print)
        for _ in range(2):
            desk.land()
        assert one(desk, VERSIONS, address="nile.test/c") == 0
        desk.release()
        desk.land()
        assert one(desk, VERSIONS, address="nile.test/c") == 1

    def test_a_half_written_line_was_never_acknowledged(self, tmp_path: Path) -> None:
        path = spool.journal_path(tmp_path, "b", "med:nile")
        journal = spool.Journal(path)
        journal.add([("polls", {"poll_id": "p1"})])
        journal.close()
        with path.open("ab") as stream:
            stream.write(b'{"rows": [["polls", {"poll_id": "p2')
        again = spool.Journal(path)
        again.add([("polls", {"poll_id": "p3"})])
        again.close()
        assert [line.rows[0][1]["poll_id"] for _, line in spool.waiting(tmp_path)] == ["p1", "p3"]

    def test_a_record_that_no_longer_verifies_stops_the_gate(self, desk: World) -> None:
        (place,) = desk.rows("SELECT archive_file FROM land.fetches WHERE url_key LIKE '%/b'")
        path = desk.settings.archive / place["archive_file"]
        path.write_bytes(bytes(byte ^ 0xFF for byte in path.read_bytes()))
        batch_id = desk.fetch()
        runner.build(desk.settings, batch_id, "land", print)
        with pytest.raises(GateFailed, match="archived_records_verify"):
            runner.audit(desk.settings, batch_id, "land", print)


class TestOtherListings:
    def test_an_outlet_without_a_feed_is_read_from_its_front_page_and_sitemap(self, tmp_path: Path) -> None:
        facts = {
            "feeds": [],
            "front_pages": [{"url": "http://nile.test/", "language": "en", "links": "/news/.*"}],
            "sitemaps": [{"url": "http://nile.test/sitemap.xml", "language": "en"}],
        }
        with world(tmp_path, "nile", **facts) as made:
            links = '<a href="/news/1">One</a> <a href="/about">About</a> <a href="http://other.test/news/9">Nine</a>'
            made.replies["nile.test/"] = Reply(
                f"<html><body>{links}</body></html>".encode(), headers={"Content-Type": "text/html"}
            )
            sitemap = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://nile.test/news/2</loc></url></urlset>'
            made.replies["nile.test/sitemap.xml"] = Reply(sitemap.encode(), headers={"Content-Type": "application/xml"})
            for number in (1, 2):
                made.page(f"nile.test/news/{number}", f"Article {number}.")
            made.land()
            assert {row["url"] for row in made.rows("SELECT url FROM land.pages")} == {
                "http://nile.test/news/1",
                "http://nile.test/news/2",
            }
            assert {row["format"] for row in made.rows("SELECT format FROM land.polls")} == {"front_page", "sitemap"}

    def test_what_others_publish_is_not_taken_for_the_outlets_own(self, desk: World) -> None:
        desk.feed("nile.test/feed", ("elsewhere.test/x", "Not ours"))
        desk.page("elsewhere.test/x", "Of another outlet.")
        desk.land()
        assert desk.asked("elsewhere.test/x") == 0
        assert "1 items on other hosts" in str(one(desk, "SELECT arg_max(detail, polled_at) AS d FROM land.polls"))


class TestBackfill:
    def test_a_list_of_addresses_is_landed_in_batches_that_go_on(self, desk: World, tmp_path: Path) -> None:
        for number in range(5):
            desk.page(f"nile.test/old/{number}", f"Old article {number}.")
        listed = tmp_path / "list.txt"
        listed.write_text(
            "# old ones\n" + "".join(f"http://nile.test/old/{n}\n" for n in range(5)) + "http://other.test/1\n"
        )
        order = Order(kind="backfill", source=str(listed), most=3)
        for expected, left in ((2, True), (5, True), (5, False)):
            desk.land(order)
            assert one(desk, "SELECT count(*) AS n FROM land.pages WHERE url LIKE '%/old/%'") == expected
            assert landing.is_unfinished(desk.settings, order) is left
        assert desk.asked("nile.test/old/0") == 1
        assert desk.asked("other.test/1") == 0

    def test_addresses_of_a_host_that_is_down_are_on_record_without_a_request_each(
        self, desk: World, tmp_path: Path
    ) -> None:
        names = [f"nile.test/old/{number}" for number in range(8)]
        for name in names:
            desk.replies[name] = Reply(b"", 403, {"cf-mitigated": "challenge"})
        listed = tmp_path / "list.txt"
        listed.write_text("".join(f"http://{name}\n" for name in names))
        desk.land(Order(kind="backfill", source=str(listed)))
        assert sum(desk.asked(name) for name in names) == 3
        assert one(desk, "SELECT count(*) AS n FROM land.fetches WHERE kind = 'backfill' AND outcome = 'failed'") == 8

    def test_a_warc_of_others_is_imported_with_its_own_dates(self, desk: World, tmp_path: Path) -> None:
        with archive.writing(tmp_path / "cc", "CC-NEWS-20260101") as writer:
            from datetime import UTC, datetime

            for number in range(4):
                seen = datetime(2026, 1, 1, number, tzinfo=UTC)
                writer.add(
                    f"http://nile.test/cc/{number}", 200, {"Content-Type": "text/html"}, b"<p>%d</p>" % number, seen
                )
            writer.add("http://other.test/x", 200, {"Content-Type": "text/html"}, b"<p>x</p>", seen)
        (path,) = (tmp_path / "cc").glob("*.warc.gz")
        order = Order(kind="backfill", source=str(path), most=3)
        desk.land(order)
        assert landing.is_unfinished(desk.settings, order)
        desk.land(order)
        assert not landing.is_unfinished(desk.settings, order)
        found = desk.rows(
            "SELECT url, CAST(first_seen_at AS VARCHAR) AS seen, archive_file FROM land.pages WHERE url LIKE '%/cc/%' ORDER BY url"
        )
        assert [row["seen"][:13] for row in found] == [f"2026-01-01 0{number}" for number in range(4)]
        assert all((desk.settings.archive / row["archive_file"]).exists() for row in found)
        assert one(desk, "SELECT count(*) AS n FROM land.pages WHERE url LIKE '%other%'") == 0

    def test_a_sitemap_is_landed_for_the_days_that_were_asked_for(self, desk: World) -> None:
        urls = "".join(
            f"<url><loc>http://nile.test/s/{day}</loc><lastmod>2026-01-0{day}</lastmod></url>" for day in range(1, 6)
        )
        body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        desk.replies["nile.test/sitemap.xml"] = Reply(body.encode(), headers={"Content-Type": "application/xml"})
        for day in range(1, 6):
            desk.page(f"nile.test/s/{day}", f"Of day {day}.")
        order = Order(
            kind="backfill",
            source="http://nile.test/sitemap.xml",
            outlet="nile",
            since="2026-01-02",
            until="2026-01-04",
            most=2,
        )
        desk.land(order)
        assert landing.is_unfinished(desk.settings, order)
        desk.land(order)
        assert not landing.is_unfinished(desk.settings, order)
        assert {row["url"][-1] for row in desk.rows("SELECT url FROM land.pages WHERE url LIKE '%/s/%'")} == {
            "2",
            "3",
            "4",
        }

    def test_a_sitemap_that_cannot_be_read_is_never_taken_for_a_finished_one(self, desk: World) -> None:
        order = Order(kind="backfill", source="http://nile.test/sitemap.xml", outlet="nile")
        desk.land(order)
        with pytest.raises(Unreachable, match="http_404"):
            landing.is_unfinished(desk.settings, order)

    def test_a_source_that_is_no_file_is_an_error_that_says_so(self, desk: World, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match="is no file"):
            desk.land(Order(kind="backfill", source=str(tmp_path / "nothing.warc.gz")))


@pytest.mark.parametrize("ages", ["1 hour", "1h;2h", "h"])
def test_an_age_that_is_none_is_refused(ages: str, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, sources="sample", recheck_after=ages)
    with pytest.raises(ConfigError, match="is no age"):
        landing.plan(settings, ledger.open_batch(settings))
