"""The page: hostile text stays text, evidence is marked to the character, and what is counted adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import page_desk
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_desk import REPORTED, RUN_ID, Elements, claim, look, looks, text_of

from rasad import ledger, page
from rasad.edges import operations
from rasad.page.evidence import ROLES, Span, marked
from rasad.page.frame import whole
from rasad.plain import plain
from rasad.settings import Settings

HOSTILE = (
    "<script>document.title='owned'</script>",
    "</bdi></main><img src=x onerror=\"document.title='owned'\">",
    '" onmouseover="document.title=\'owned\'" x="',
    "<svg onload=document.title='owned'><style>*{display:none}</style><base href=//evil.example>",
    "\u202e\u2066<iframe srcdoc='<script>1</script>'>\u2069\u200f",
    "javascript:document.title='owned'",
    "&lt;script&gt;1&lt;/script&gt;",
)
QUERIES = {
    "": {},
    "run": {"run_id": RUN_ID},
    "outlets": {},
    "outlet": {"outlet": "med:a"},
    "gates": {},
    "gate": {"run_id": RUN_ID, "task_id": "claims.audit"},
    "quarantine": {},
    "claims": {},
    "claim": {"id": "c0001"},
    "clusters": {},
    "cluster": {"id": "k1"},
    "conflicts": {},
}


@pytest.fixture
def desk(settings: Settings) -> Iterator[page.Desk]:
    made = page.Desk.of(settings)
    yield made
    made.close()


def seen(settings: Settings, text: str) -> dict[str, str]:
    """Every view of an installation in which all text of others is `text`."""
    page_desk.run(settings, text)
    looks(settings, "med:a", {0: 1}, "unreachable", why=text)
    operations.refresh(settings, print)
    desk = page.Desk.of(settings)
    try:
        return {view: look(desk, view, **query) for view, query in QUERIES.items()}
    finally:
        desk.close()


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return seen(Settings(data=tmp_path_factory.mktemp("harmless") / "data"), "rain")


def test_every_view_is_looked_at() -> None:
    assert set(QUERIES) == set(page.VIEWS)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_element_no_attribute_and_no_address(
    settings: Settings, harmless: dict[str, str], text: str
) -> None:
    for view, html in seen(settings, text).items():
        hostile, calm = Elements(html), Elements(harmless[view])
        assert [name for name, _ in hostile.found] == [name for name, _ in calm.found], view
        assert [sorted(attributes) for _, attributes in hostile.found] == [
            sorted(attributes) for _, attributes in calm.found
        ], view
        for name, attributes in hostile.found:
            address = attributes.get("href") or attributes.get("src") or attributes.get("action")
            assert address is None or address.startswith(("/rasad/", "/dags/", "https://", "#")), (view, name, address)


@pytest.mark.parametrize("view", QUERIES)
def test_what_stands_in_a_page_is_no_script_and_no_style(harmless: dict[str, str], view: str) -> None:
    found = Elements(harmless[view]).found
    assert [attributes for name, attributes in found if name == "script"] == [
        {"src": "/rasad/page.js", "nonce": "nonce", "defer": "defer"}
    ]
    assert not {name for name, _ in found} & {"style", "iframe", "object", "embed", "img", "base"}
    assert not [key for _, attributes in found for key in attributes if key.startswith("on") or key == "style"]


@pytest.mark.parametrize("view", QUERIES)
def test_a_page_can_be_read_by_keyboard_and_by_ear(harmless: dict[str, str], view: str) -> None:
    found = Elements(harmless[view]).found
    names = [name for name, _ in found]
    assert names.count("h1") == 1
    assert names.count("table") == names.count("caption")
    assert next(one for one in found if one[0] == "a") == ("a", {"href": "#content", "class": "skip"})
    assert [attributes.get("id") for name, attributes in found if name == "main"] == ["content"]
    assert all(attributes.get("scope") for name, attributes in found if name == "th")
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_direction_marks_of_a_text_are_spelled_out(settings: Settings) -> None:
    pages = seen(settings, "rain\u202e\u2066 gone")
    assert not [view for view, html in pages.items() if re.search("[\u202a-\u202e\u2066-\u2069]", html)]
    assert "⟨U+202E⟩" in text_of(pages["claim"])


def test_a_persian_text_reads_right_to_left_in_its_own_language(settings: Settings, desk: page.Desk) -> None:
    words = "باران در نیل‌آباد بارید"
    page_desk.publish(settings, "b1", words, claims=[claim(1, words, lang="fa")])
    bdis = [attributes for name, attributes in Elements(look(desk, "claims")).found if name == "bdi"]
    assert {"lang": "fa", "dir": "auto"} in bdis
    paragraphs = [attributes for name, attributes in Elements("".join(marked(words, [], "fa"))).found if name == "p"]
    assert paragraphs == [{"lang": "fa", "dir": "auto"}]


texts = st.text(alphabet="ab \n<&\u200c\u202eگذر", max_size=40)
spans = st.lists(
    st.builds(
        lambda a, b, role: Span(min(a, b), max(a, b), role),
        st.integers(0, 45),
        st.integers(0, 45),
        st.sampled_from(ROLES),
    ),
    max_size=5,
)


@given(texts, spans)
def test_marking_changes_no_character_and_marks_each_span_exactly(text: str, spans: list[Span]) -> None:
    html = "".join(marked(text, spans, "en"))
    kept = "".join(plain(line) for line in text.split("\n") if line.strip())
    assert "".join(Elements(html).text) == kept
    for role in ROLES:
        covered = "".join(
            plain(char)
            for at, char in enumerate(text)
            if char != "\n"
            and text[text.rfind("\n", 0, at) + 1 :].split("\n")[0].strip()
            and any(s.role == role and s.start <= at < s.end for s in spans)
        )
        assert "".join(marks(html, role)) == covered


def marks(html: str, role: str) -> list[str]:
    """The texts under marks of one role."""
    found = re.findall(r'<mark class="([^"]*)">(.*?)</mark>', html)
    return ["".join(Elements(inner).text) for roles, inner in found if role in roles.split()]


def test_a_claim_shows_its_evidence_in_the_article(settings: Settings, desk: page.Desk) -> None:
    page_desk.publish(settings, "b1", "rain")
    html = look(desk, "claim", id="c0001")
    article = html[html.index("<article") :]
    assert marks(article, "content") == ["the bridge would hold"]


def test_the_funnel_says_whether_every_page_has_an_end(settings: Settings, desk: page.Desk) -> None:
    page_desk.run(settings, landed=3, fates=("published", "duplicate", "quarantined"))
    assert "3 landed = 1 published + 1 duplicate + 1 quarantined" in text_of(look(desk, ""))


def test_a_page_without_an_end_is_told(settings: Settings, desk: page.Desk) -> None:
    page_desk.run(settings, landed=4, fates=("published", "duplicate", "quarantined"))
    shown = look(desk, "")
    assert "4 landed ≠ 1 published + 1 duplicate + 1 quarantined" in text_of(shown)
    assert '<span class="badge bad">no</span>' in shown


def test_a_red_gate_says_what_to_do_and_leads_to_its_task_and_its_rows(settings: Settings, desk: page.Desk) -> None:
    batch_id = page_desk.run(settings)
    shown = look(desk, "gate", run_id=RUN_ID, task_id="claims.audit")
    links = [attributes["href"] for name, attributes in Elements(shown).found if name == "a"]
    assert "Red means:" in text_of(shown)
    assert "/dags/iran_news/runs/manual__2026-11-20T08%3A00%3A00%2B00%3A00/tasks/claims.audit" in links
    assert f"/rasad/quarantine?batch={batch_id}&stage=claims" in links
    assert "claims_are_claims" in text_of(shown)


def test_what_a_cross_row_check_observed_is_read_as_words(settings: Settings, desk: page.Desk) -> None:
    page_desk.run(settings)
    assert "rows 50, at fault 0" in text_of(look(desk, "gate", run_id=RUN_ID, task_id="land.audit"))


def test_a_task_that_is_no_stage_leads_to_its_run(settings: Settings, desk: page.Desk) -> None:
    batch_id = page_desk.run(settings)
    assert f"<h1>Run {batch_id}</h1>" in look(desk, "gate", run_id=RUN_ID, task_id="open_batch")


def health(desk: page.Desk, outlet: str) -> str:
    found = re.search(rf"outlet={outlet}.*?</tr>", look(desk, "outlets"))
    assert found is not None
    return text_of(found[0])


@pytest.mark.parametrize(
    ("pages", "outcome", "normal", "told"),
    [
        ({0: 9, 1: 3}, "new", {}, "well"),
        ({0: 5, 1: 90}, "new", {}, "well"),
        ({0: 4, 1: 10}, "new", {}, "low"),
        ({0: 21, 1: 10}, "new", {}, "flooded"),
        ({0: 0, 1: 10}, "none_new", {"missed": 6.0}, "silent"),
        ({0: 0, 1: 10}, "none_new", {"least": 0, "missed": 2.0}, "well"),  # a day on which nothing is usual
        ({0: 0, 1: 10}, "none_new", {"least": None, "bearable": None, "missed": 9.0}, "well"),  # nobody can say
        ({0: 9, 1: 10}, "unreachable", {}, "unreachable"),
    ],
)
def test_an_outlet_is_compared_with_what_is_normal_for_its_day(
    settings: Settings, desk: page.Desk, pages: dict[int, int], outcome: str, normal: dict[str, Any], told: str
) -> None:
    ledger.open_batch(settings)
    looks(settings, "med:a", pages, outcome, **normal)
    operations.refresh(settings, print)
    assert told in health(desk, "med%3Aa").split()


def test_an_outlet_shows_each_day_over_its_normal_and_says_why(settings: Settings, desk: page.Desk) -> None:
    ledger.open_batch(settings)
    looks(settings, "med:a", {0: 3, 1: 12, 2: 10}, why="a Friday in Nowruz: usually 5 to 20, from 6 such days")
    operations.refresh(settings, print)
    shown = look(desk, "outlet", outlet="med:a")
    shapes = [given["class"] for name, given in Elements(shown).found if name == "rect"]
    assert (shapes.count("band"), shapes.count("bar"), shapes.count("warning")) == (3, 2, 1)
    assert "a Friday in Nowruz: usually 5 to 20, from 6 such days" in text_of(shown)
    assert f"{page_desk.TODAY:%Y-%m-%d} 3 10 5 to 20 low" in text_of(shown)


def test_an_outlet_shows_how_each_rule_fared_with_its_rows(settings: Settings, desk: page.Desk) -> None:
    for number, share in enumerate([0.0, 0.25, None, 0.5]):
        batch_id = f"20261120T08000{number}Z"
        at = {"batch_id": batch_id, "stage": "claims", "checked_at": page_desk.NOW}
        measure = at | {"expectation": "articles_have_claims", "n_rows": 8, "n_at_fault": 4, "share": share}
        ledger.open_batch(settings)
        page_desk.enter(settings, "ledger.batches", {"batch_id": batch_id, "started_at": page_desk.NOW})
        page_desk.enter(settings, "ledger.gates", at | {"passed": True})
        page_desk.enter(
            settings,
            "ledger.measures",
            measure | {"source_id": "med:a"},
            measure | {"source_id": "med:b", "expectation": "rule_of_another_outlet"},
            measure | {"source_id": None, "expectation": "rule_of_all_rows"},
        )
    looks(settings, "med:a", {0: 9})
    operations.refresh(settings, print)
    shown = look(desk, "outlet", outlet="med:a")
    (line,) = re.findall(r"<tr><th scope=\"row\"><a[^>]*>articles_have_claims.*?</tr>", shown)
    heights = [float(given["height"] or 0) for name, given in Elements(line).found if name == "rect"]
    assert heights == [0.5, 6.0, 12.0]
    assert "50.0% 8 4" in text_of(line)
    assert "rule_of_another_outlet" not in shown
    assert "rule_of_all_rows" not in shown


def test_a_row_in_quarantine_says_who_decided_what_when_and_why(settings: Settings, desk: page.Desk) -> None:
    page_desk.run(settings)
    decision = {"decision_id": "d", "row_id": "q1", "action": "fix", "decided_by": "Mina <b>", "via": "review"}
    page_desk.enter(
        settings,
        "quarantine.decisions",
        decision | {"decided_at": REPORTED, "reason": "<i>the clock was wrong</i>", "correction": '{"title": "<u>"}'},
    )
    operations.refresh(settings, print)
    shown = look(desk, "quarantine")
    assert "fix by Mina <b> , 2026-11-20 08:00 ( review ): <i>the clock was wrong</i>" in text_of(shown)
    assert 'Corrected: {"title":"<u>"}' in text_of(shown).replace('": "', '":"')
    assert not {"b", "i", "u"} & {name for name, _ in Elements(shown).found}


def test_pages_of_a_list_hold_every_claim_once_and_in_order(settings: Settings, desk: page.Desk) -> None:
    count = 2 * page.claims.CLAIMS + 3
    made = [
        claim(n, f"claim {n}", reported_at=None if n % 5 == 0 else REPORTED - timedelta(days=n % 3))
        for n in range(count)
    ]
    page_desk.publish(settings, "b1", "rain", claims=made)
    found, query = [], {}
    for _ in range(5):
        shown = look(desk, "claims", **query)
        found += re.findall(r"claim\?id=(c\d+)", shown)
        older = re.search(r'href="/rasad/claims\?([^"]*)">Older', shown)
        if older is None:
            break
        query = dict(
            pair.split("=")
            for pair in older[1].replace("&amp;", "&").replace("%3A", ":").replace("%2B", "+").split("&")
        )
    dated = sorted(
        (row for row in made if row["reported_at"]), key=lambda row: (row["reported_at"], row["claim_id"]), reverse=True
    )
    undated = sorted((row["claim_id"] for row in made if not row["reported_at"]), reverse=True)
    assert found == [*(row["claim_id"] for row in dated), *undated]


@pytest.mark.parametrize("words", ["' OR 1=1 --", "%", "_", "$key", ":key", "rain'; DROP TABLE claims; --"])
def test_what_people_type_is_looked_for_and_nothing_else(settings: Settings, desk: page.Desk, words: str) -> None:
    page_desk.publish(settings, "b1", "rain", claims=[claim(1, "rain"), claim(2, f"so {words} it says")])
    assert re.findall(r"claim\?id=(c\d+)", look(desk, "claims", words=words)) == ["c0002"]


@pytest.mark.parametrize(
    "query", [{"at": "yesterday"}, {"origins": "many"}, {"origins": "0"}, {"nosuch": "1"}, {"id": "x" * 301}]
)
def test_a_question_that_cannot_be_asked_is_refused_before_anything_is_looked_up(query: dict[str, str]) -> None:
    with pytest.raises(page.WrongQuestion):
        page.asked_from(query)


def test_a_new_snapshot_is_seen_at_the_next_question(settings: Settings, desk: page.Desk) -> None:
    page_desk.publish(settings, "b1", "first words")
    assert "first words" in look(desk, "claims")
    page_desk.publish(settings, "b2", "second words")
    shown = look(desk, "claims")
    assert "second words" in shown
    assert "first words" not in shown


@pytest.mark.parametrize("view", QUERIES)
def test_before_the_first_run_every_view_says_so(desk: page.Desk, view: str) -> None:
    with pytest.raises(page.NothingThere):
        page.VIEWS[view](desk, page.asked_from(QUERIES[view]), page_desk.PLACE)


def test_before_the_first_publication_runs_and_gates_are_seen(settings: Settings, desk: page.Desk) -> None:
    ledger.open_batch(settings)
    operations.refresh(settings, print)
    assert "Nothing is landed yet." in look(desk, "")
    assert "No gate has judged anything yet." in look(desk, "gates")
    assert "Nothing is set aside." in look(desk, "quarantine")


def test_below_a_path_of_its_own_every_address_leads_there(settings: Settings, desk: page.Desk) -> None:
    page_desk.run(settings)
    place = page.Place("/news/rasad", "/news")
    html = whole(page.VIEWS["run"](desk, page.asked_from({"run_id": RUN_ID}), place), place)
    links = [attributes["href"] or "" for name, attributes in Elements(html).found if name in ("a", "link")]
    assert all(link.startswith(("/news/rasad/", "/news/dags/", "#")) for link in links)
