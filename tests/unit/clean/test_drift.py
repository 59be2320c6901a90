"""An outlet's day against its own past: robust bands, small outlets, severity."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.stages.clean.drift import LEAST_DAYS, LEAST_PAGES, TRAILING_DAYS, Finding, Measures, drift

TODAY = date(2026, 11, 21)
STEADY = Measures(
    TODAY,
    n_pages=40,
    share_extracted=0.95,
    refused_share=0.02,
    median_length=2400.0,
    share_with_title=1.0,
    share_with_date=0.9,
    share_with_author=0.6,
    persian_letter_share=0.97,
    duplicate_body_share=0.01,
    boilerplate_share=0.04,
    zwnj_loss_share=0.0,
    mojibake_share=0.0,
)
FALL = ("share_extracted", "share_with_date", "share_with_author", "share_with_title", "persian_letter_share")
RISE = ("duplicate_body_share", "boilerplate_share", "zwnj_loss_share", "mojibake_share", "refused_share")
RANK = {"warning": 1, "critical": 2}


def days(like: Measures = STEADY, count: int = TRAILING_DAYS) -> list[Measures]:
    return [replace(like, day=TODAY - timedelta(days=ago)) for ago in range(1, count + 1)]


def named(findings: tuple[Finding, ...], measure: str) -> Finding | None:
    return next((finding for finding in findings if finding.measure == measure), None)


@pytest.mark.parametrize("measure", FALL)
def test_a_share_that_falls_to_nothing_is_found_and_told_in_words(measure: str) -> None:
    (finding,) = drift(replace(STEADY, **{measure: 0.0}), days())
    assert finding.measure == measure
    assert f"{measure} is 0%" in finding.wording
    assert f"median of {TRAILING_DAYS} days" in finding.wording
    assert finding.severity == ("warning" if measure == "share_with_author" else "critical")


@pytest.mark.parametrize("measure", RISE)
def test_a_share_that_rises_is_found_and_one_that_improves_is_not(measure: str) -> None:
    assert named(drift(replace(STEADY, **{measure: 0.9}), days()), measure)
    worse = days(replace(STEADY, **{measure: 0.9}))
    assert drift(replace(STEADY, **{measure: 0.0}), worse) == ()


@pytest.mark.parametrize("length", [300.0, 9000.0])
def test_a_length_that_is_a_fraction_or_a_multiple_is_found(length: float) -> None:
    assert named(drift(replace(STEADY, median_length=length), days()), "median_length")


def test_a_length_a_quarter_off_is_not() -> None:
    assert drift(replace(STEADY, median_length=1800.0), days()) == ()


def test_a_day_almost_without_pages_says_nothing() -> None:
    assert drift(Measures(TODAY, n_pages=1, share_extracted=0.0), days()) == ()


def test_a_small_outlet_never_alarms_by_chance() -> None:
    small = replace(STEADY, n_pages=LEAST_PAGES - 1)
    assert drift(replace(small, share_extracted=0.0, share_with_date=0.0), days(replace(STEADY, n_pages=12))) == ()
    assert drift(replace(STEADY, share_extracted=0.0), days(small)) == ()
    barely = replace(STEADY, n_pages=LEAST_PAGES, share_extracted=1.0)
    assert drift(replace(barely, share_extracted=1 - 2 / LEAST_PAGES), days(barely)) == ()


def test_too_short_a_past_says_nothing() -> None:
    gone = replace(STEADY, share_extracted=0.0)
    assert drift(gone, days(count=LEAST_DAYS - 1)) == ()
    assert drift(gone, days(count=LEAST_DAYS))
    assert drift(gone, []) == ()


def test_days_before_the_trailing_ones_and_from_today_on_do_not_count() -> None:
    gone = replace(STEADY, share_extracted=0.0)
    old = [replace(STEADY, day=TODAY - timedelta(days=TRAILING_DAYS + ago)) for ago in range(1, 15)]
    later = [replace(STEADY, day=TODAY + timedelta(days=ago)) for ago in range(15)]
    assert drift(gone, old + later) == ()


def test_one_bad_day_in_the_past_does_not_widen_the_band() -> None:
    spoilt = [replace(STEADY, day=TODAY - timedelta(days=3), share_extracted=0.0), *days()[3:]]
    assert named(drift(replace(STEADY, share_extracted=0.3), spoilt), "share_extracted")


def test_a_restless_past_allows_more() -> None:
    restless = [replace(day, share_with_date=0.9 if at % 2 else 0.4) for at, day in enumerate(days())]
    calm = [replace(day, share_with_date=0.9) for day in days()]
    today = replace(STEADY, share_with_date=0.4)
    assert drift(today, restless) == ()
    assert drift(today, calm)


def test_an_unknown_measure_of_today_or_of_the_past_is_not_a_finding() -> None:
    assert drift(replace(STEADY, persian_letter_share=None), days()) == ()
    assert drift(replace(STEADY, persian_letter_share=0.0), days(replace(STEADY, persian_letter_share=None))) == ()


SHARE = st.floats(0, 1)
MEASURES = st.builds(
    Measures,
    day=st.just(TODAY),
    n_pages=st.integers(0, 400),
    share_extracted=SHARE | st.none(),
    median_length=st.floats(0, 50_000) | st.none(),
    share_with_date=SHARE | st.none(),
    share_with_author=SHARE | st.none(),
    persian_letter_share=SHARE | st.none(),
    duplicate_body_share=SHARE | st.none(),
    mojibake_share=SHARE | st.none(),
)


@given(MEASURES, st.integers(0, 40))
def test_a_constant_past_never_alarms(like: Measures, count: int) -> None:
    assert drift(like, days(like, count)) == ()


@given(MEASURES, st.lists(MEASURES, max_size=16), st.randoms(use_true_random=False))
def test_the_order_of_the_past_does_not_matter(today: Measures, past: list[Measures], chance: object) -> None:
    dated = [replace(day, day=TODAY - timedelta(days=1 + at)) for at, day in enumerate(past)]
    shuffled = list(dated)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert drift(today, dated) == drift(today, shuffled)


@given(st.lists(MEASURES, min_size=5, max_size=14), st.integers(LEAST_PAGES, 300), SHARE, SHARE)
def test_a_value_further_out_is_never_less_severe(past: list[Measures], pages: int, one: float, other: float) -> None:
    dated = [replace(day, day=TODAY - timedelta(days=1 + at)) for at, day in enumerate(past)]
    for measure, (nearer, further) in (
        ("share_extracted", (max(one, other), min(one, other))),
        ("mojibake_share", (min(one, other), max(one, other))),
    ):
        near = named(drift(Measures(TODAY, pages, **{measure: nearer}), dated), measure)
        far = named(drift(Measures(TODAY, pages, **{measure: further}), dated), measure)
        if near:
            assert far
            assert RANK[far.severity] >= RANK[near.severity]
            assert far.excess >= near.excess


def test_the_worst_comes_first() -> None:
    found = drift(replace(STEADY, share_extracted=0.1, share_with_author=0.1), days())
    assert [finding.severity for finding in found] == ["critical", "warning"]
