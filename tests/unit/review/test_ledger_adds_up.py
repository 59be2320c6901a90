"""Whatever people decide, in whatever order, every landed page has one fate and the numbers add up."""

from __future__ import annotations

import tempfile
from pathlib import Path

from desk import NOW, decision, filled, later, row
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from rasad.contracts import contract
from rasad.edges import store
from rasad.errors import RasadError
from rasad.queries import catalogue
from rasad.review.deciding import decide
from rasad.settings import Settings

PAGES = ("p0", "p1", "p2", "p3")
# Rows that gates set aside: of a page in clean, of its version in claims (two reasons) and in publish.
SET_ASIDE = {
    "a0": ("clean", "p0"),
    "b0": ("clean", "p0"),
    "c1": ("claims", "v1"),
    "d1": ("claims", "v1"),
    "e2": ("publish", "v2"),
    "f1": ("clean", "p1"),
}
acts = st.lists(
    st.tuples(
        st.sampled_from(["release", "discard", "fix"]),
        st.sets(st.sampled_from([*SET_ASIDE, "none"]), min_size=1, max_size=3),
    ),
    max_size=7,
)


def landed(settings: Settings, progress: dict[str, str]) -> Settings:
    """Four pages and how far each has come: nothing, cleaned, or published; with rows of theirs set aside."""
    versions = [page for page in PAGES if progress[page] != "nothing"]
    done = [page for page in PAGES if progress[page] == "published"]
    return filled(
        settings,
        *(row(row_id, unit, stage=stage, reason=f"rule_{row_id[0]}") for row_id, (stage, unit) in SET_ASIDE.items()),
        land__pages=[{"page_id": page, "source_id": "med:a", "url": page, "first_seen_at": NOW} for page in PAGES],
        clean__outcomes=[{"page_id": page, "outcome": "version", "version_id": f"v{page[1]}"} for page in versions],
        corroborate__readings=[{"version_id": f"v{page[1]}", "n_claims": 1} for page in done],
    )


def fates(settings: Settings) -> tuple[dict[str, str], dict[str, int]]:
    """The fate of every page, and the ledger, as publish builds them."""
    with store.scratch() as database:
        database.run(contract("publish").folder / "tables.sql")
        with database.attached(settings.warehouse, "warehouse"):
            database.run(contract("publish").folder / "build.sql")
        listed = database.rows("SELECT page_id, fate FROM pages")
        (ledger,) = database.rows(catalogue()["ledger"].sql)
    assert len(listed) == len(PAGES), "each page once"
    return {page["page_id"]: page["fate"] for page in listed}, ledger


@effort(max_examples=25)
@given(
    progress=st.fixed_dictionaries({page: st.sampled_from(["nothing", "cleaned", "published"]) for page in PAGES}),
    wanted=acts,
)
def test_any_sequence_of_decisions_keeps_the_ledger_adding_up(
    progress: dict[str, str], wanted: list[tuple[str, set[str]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = landed(Settings(data=Path(folder), sources="sample"), progress)
        status = dict.fromkeys(SET_ASIDE, "open")
        for hour, (action, rows) in enumerate(wanted):
            correction = {"byline": "B"} if action == "fix" else {}
            try:
                decided = decide(settings, decision(action, *rows, at=later(hour), correction=correction))
            except RasadError:
                continue
            assert all(status[r["row_id"]] == "open" for r in decided), "nobody decides twice"
            status |= dict.fromkeys((r["row_id"] for r in decided), "discarded" if action == "discard" else "released")
        found, ledger = fates(settings)
        with store.warehouse(settings) as database:
            kept = {r["row_id"]: r["status"] for r in database.rows("SELECT row_id, status FROM quarantine.rows")}
            log = {r["row_id"] for r in database.rows("SELECT row_id FROM quarantine.decisions")}
    assert kept == status
    assert log == {row_id for row_id, state in status.items() if state != "open"}
    for page in PAGES:
        units = {page, f"v{page[1]}"} if progress[page] != "nothing" else {page}
        states = {status[row_id] for row_id, (_, unit) in SET_ASIDE.items() if unit in units}
        assert found[page] == expected(states, progress[page])
    counted = {fate: n for fate, n in ledger.items() if fate != "landed"}
    waiting = sum(fate == "waiting" for fate in found.values())
    assert ledger["landed"] == sum(counted.values()) + waiting
    for fate, n in counted.items():
        assert n == sum(one == fate for one in found.values())


def expected(states: set[str], progress: str) -> str:
    """Discarded for good, held while anything is open or released and not yet taken up, else what the stages decided."""
    if "discarded" in states:
        return "discarded"
    if "open" in states:
        return "quarantined"
    if progress == "published":
        return "published"
    return "quarantined" if states else "waiting"
