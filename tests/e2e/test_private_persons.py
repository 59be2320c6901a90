"""A private person whom two outlets name, in both languages, is named nowhere in what readers get: no cell, id, brief or file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from world import Reply, World, outlet, world

from rasad import runner
from rasad.contracts import STAGES
from rasad.edges import proof, snapshot, store
from rasad.identity import slug
from rasad.stages.publish.policy import policy

ENGLISH = (
    "Security forces arrested Mahsa Golshanabadi, a teacher from Rasht, on Monday, two members of Iran’s parliament said.",
    "Golshanabadi told a court in Tehran on Tuesday that she had only asked the government for her wages. “I have not been paid "
    "since August,” she said. Her father, Parviz Golshanabadi, said the Education Ministry had promised an answer.",
    "The governor of Gilan, Taher Sabetpour, said the arrest had nothing to do with the teachers’ protest in the city. Hundreds of "
    "teachers have gathered before the provincial office of the ministry since the beginning of October, and several were fined.",
)
PERSIAN = (
    "مأموران روز دوشنبه مهسا گلشن‌آبادی، معلم رشتی، را بازداشت کردند. دو نماینده مجلس شورای اسلامی این خبر را تأیید کردند.",
    "گلشن‌آبادی روز سه‌شنبه در دادگاهی در تهران گفت که تنها حقوق خود را از دولت خواسته است. او افزود که از مرداد ماه حقوقی نگرفته "
    "و نامه‌های او به وزارت آموزش و پرورش بی‌پاسخ مانده است.",
    "طاهر ثابت‌پور، استاندار گیلان، گفت این بازداشت ربطی به تجمع معلمان در شهر ندارد. صدها معلم از آغاز مهر ماه مقابل اداره کل "
    "آموزش و پرورش استان تجمع کرده‌اند و چند نفر از آنان جریمه شده‌اند.",
)
PRIVATE = ("Mahsa Golshanabadi", "Parviz Golshanabadi", "مهسا گلشن‌آبادی")
PUBLIC = ("Taher Sabetpour", "طاهر ثابت‌پور")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(tmp_path_factory.mktemp("private"), "nile") as made:
        outlet(
            "delta",
            Path(made.settings.sources),
            languages=["fa"],
            feeds=[{"url": "http://delta.test/feed", "language": "fa"}],
        )
        for address, title, text in (
            ("nile.test/a", "Teacher held in Rasht", ENGLISH),
            ("delta.test/a", "بازداشت یک معلم در رشت", PERSIAN),
        ):
            body = "".join(f"<p>{paragraph}</p>" for paragraph in text)
            html = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
            made.replies[address] = Reply(html.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
            made.feed(f"{address.partition('/')[0]}/feed", (address, title))
        batch_id = made.fetch()
        for stage in STAGES:
            for step in (runner.build, runner.audit, runner.promote):
                step(made.settings, batch_id, stage, print)
        yield made


def forms() -> re.Pattern[str]:
    """Every way in which a name may be spelt: in full, by surname, and as part of an id."""
    parts = {part for name in PRIVATE for part in (name, name.split()[-1], slug(name), slug(name.split()[-1]))}
    return re.compile("|".join(sorted(map(re.escape, parts), key=len, reverse=True)), re.IGNORECASE)


def cells(made: World) -> Iterator[tuple[str, str, str]]:
    kept = policy()
    with store.opened(snapshot.current(made.settings), read_only=True) as database:
        for full in database.tables():
            table = full.removeprefix("main.")
            if table in kept.kept_tables:
                continue
            for row in database.rows(f"SELECT * FROM {full}"):
                yield from (
                    (table, name, str(value))
                    for name, value in row.items()
                    if value is not None and name not in kept.kept_columns
                )


def test_the_person_speaks_and_is_masked(published: World) -> None:
    speakers = {row["who"] for row in published.rows("SELECT speaker_entity_id AS who FROM claims.claims")}
    assert {"unk:mahsa-golshanabadi", f"unk:{slug('گلشن‌آبادی')}"} <= speakers
    assert any(policy().block in value for _, _, value in cells(published))


def test_no_cell_spells_the_name(published: World) -> None:
    told = forms()
    assert [cell for cell in cells(published) if told.search(cell[2])] == []


def test_public_persons_keep_their_names(published: World) -> None:
    bodies = " ".join(
        value for table, column, value in cells(published) if (table, column) == ("article_versions", "body")
    )
    assert [name for name in PUBLIC if name not in bodies] == []


def test_the_brief_does_not_name_her(published: World) -> None:
    told = forms()
    for name in snapshot.BRIEF.values():
        text = (snapshot.current(published.settings).parent / name).read_text(encoding="utf-8")
        assert told.search(text) is None


def test_what_is_published_can_still_be_proved(published: World) -> None:
    found = list(proof.verify(published.settings, snapshot.current(published.settings).parent))
    assert [str(finding) for finding in found if finding.faults] == []
    assert [finding.looked_at > 0 for finding in found if "masked" in str(finding)] == [True]
