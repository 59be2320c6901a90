"""The edit between two versions: which sentences, which words, which numbers, with exact spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasad.model import Mask, Span
from rasad.stages.clean.diff import Change, Diff, diff_sentences
from rasad.text.sentences import paragraphs, sentences

ENGLISH = (
    "The pier opened on Monday.",
    "Some 30 people were there.",
    "The mayor promised a second pier.",
    "Nobody asked about the cost.",
    "A band played until the evening.",
)
PERSIAN = (
    "اسکله روز دوشنبه باز شد.",
    "حدود ۳۰ نفر آنجا بودند.",
    "شهردار وعده اسکله دوم را داد.",
    "کسی از هزینه‌ها نمی‌پرسید.",
    "تا شب موسیقی نواخته شد.",
)


def text(*parts: str) -> str:
    return " ".join(parts)


def surfaces(spans: tuple[Span, ...], whole: str) -> list[str]:
    return [span.of(whole) for span in spans]


def pairs(changes: tuple[Change, ...], old: str, new: str) -> list[tuple[str, str]]:
    return [(change.old.of(old), change.new.of(new)) for change in changes]


@pytest.mark.parametrize(("language", "base"), [("en", ENGLISH), ("fa", PERSIAN)])
def test_a_sentence_more_is_added_and_one_less_is_removed(language: str, base: tuple[str, ...]) -> None:
    more, less = text(*base), text(base[0], *base[2:])
    added = diff_sentences(less, more, language)
    assert (surfaces(added.added, more), added.removed, added.changed) == ([base[1]], (), ())
    assert surfaces(diff_sentences(more, less, language).removed, more) == [base[1]]


def test_an_edited_sentence_is_changed_and_its_words_are_named() -> None:
    old = text(*ENGLISH)
    new = old.replace("a second pier", "two more piers")
    (change,) = diff_sentences(old, new, "en").changed
    assert change.old.of(old) == ENGLISH[2]
    assert [(word.old.of(old), word.new.of(new)) for word in change.words] == [("a second pier", "two more piers")]
    assert 0.5 <= change.similarity < 1
    assert change.numbers == ()


@pytest.mark.parametrize(
    ("language", "base", "was", "now", "values"),
    [
        ("en", ENGLISH, "30", "45", (30.0, 45.0)),
        ("fa", PERSIAN, "۳۰", "۴۵", (30.0, 45.0)),
        ("fa", PERSIAN, "۳۰", "پنجاه", (30.0, 50.0)),
        ("fa", PERSIAN, "۳۰", "45", (30.0, 45.0)),
    ],
)
def test_a_number_that_was_replaced_is_named(
    language: str, base: tuple[str, ...], was: str, now: str, values: tuple[float, float]
) -> None:
    old = text(*base)
    new = old.replace(was, now)
    (number,) = diff_sentences(old, new, language).numbers
    assert (number.old_value, number.new_value) == values
    assert was in number.old_surface
    assert now in number.new_surface
    assert number.old.of(old) == number.old_surface
    assert number.new.of(new) == number.new_surface


def test_the_same_number_in_another_script_is_a_respelling() -> None:
    old = text(*PERSIAN)
    new = old.replace("۳۰", "30")
    found = diff_sentences(old, new, "fa")
    assert found.numbers == ()
    assert len(found.respelled) == 1
    assert found.changed == ()


@pytest.mark.parametrize(
    ("was", "now"), [("ی", "ي"), ("ک", "ك"), ("نمی‌پرسید", "نمیپرسید"), ("نمی‌پرسید", "نمی پرسید"), ("‌", "")]
)
def test_other_letters_and_another_zwnj_are_respelled_not_changed(was: str, now: str) -> None:
    old = text(*PERSIAN)
    new = old.replace(was, now)
    found = diff_sentences(old, new, "fa")
    assert found.respelled
    assert (found.added, found.removed, found.changed, found.moved) == ((), (), (), ())
    assert all(change.similarity == 1.0 and not change.words for change in found.respelled)


def test_another_spacing_of_english_words_is_a_change() -> None:
    old, new = "They were all ready at the pier today.", "They were already at the pier today."
    assert len(diff_sentences(old, new, "en").changed) == 1


def test_a_sentence_that_went_elsewhere_is_moved() -> None:
    old, new = text(*ENGLISH), text(*ENGLISH[1:], ENGLISH[0])
    found = diff_sentences(old, new, "en")
    assert pairs(found.moved, old, new) == [(ENGLISH[0], ENGLISH[0])]
    assert (found.added, found.removed, found.changed) == ((), (), ())


def test_a_repeated_sentence_is_removed_once() -> None:
    old, new = text(ENGLISH[0], ENGLISH[1], ENGLISH[0]), text(ENGLISH[1], ENGLISH[0])
    found = diff_sentences(old, new, "en")
    assert found.removed == (Span(0, len(ENGLISH[0])),)
    assert found.moved == ()


def test_sentences_of_other_words_are_removed_and_added_not_changed() -> None:
    found = diff_sentences("The pier opened on Monday.", "Bread became cheaper everywhere.", "en")
    assert (len(found.removed), len(found.added), found.changed) == (1, 1, ())


def test_masked_lines_are_not_compared() -> None:
    old = f"{ENGLISH[0]}\nShare this story now.\n{ENGLISH[1]}"
    new = f"{ENGLISH[0]}\nFollow us everywhere.\n{ENGLISH[1]}"
    masks = [Mask(Span(old.index("Share"), old.index("now.") + 4), "share_button")]
    others = [Mask(Span(new.index("Follow"), new.index("everywhere.") + 11), "share_button")]
    assert diff_sentences(old, new, "en", old_masks=masks, new_masks=others).is_empty
    assert not diff_sentences(old, new, "en").is_empty


def test_a_typographic_quotation_mark_is_respelled_and_a_new_quotation_is_changed() -> None:
    old = 'The mayor said "the pier is safe" on Monday.'
    curly = old.replace('"the', "“the").replace('safe"', "safe”")
    assert len(diff_sentences(old, curly, "en").respelled) == 1
    assert len(diff_sentences(old, old.replace('"', ""), "en").changed) == 1


@pytest.mark.parametrize(("old", "new"), [("", ""), ("", "  \n"), ("\n\n", "")])
def test_texts_without_words_do_not_differ(old: str, new: str) -> None:
    assert diff_sentences(old, new, "fa").is_empty


def test_a_text_that_came_out_of_nothing_is_added() -> None:
    assert len(diff_sentences("", text(*ENGLISH), "en").added) == 5


PIECES = st.lists(
    st.sampled_from(
        [*ENGLISH, *PERSIAN, "Some 45 people were there.", "حدود ۴۵ نفر آنجا بودند.", "كسي از هزینه ها نمي پرسید.", "!"]
    ),
    max_size=14,
)
TEXTS = PIECES.flatmap(lambda parts: st.sampled_from([" ", "\n"]).map(lambda joint: joint.join(parts)))


@given(TEXTS | st.text(max_size=120))
def test_equal_texts_do_not_differ(whole: str) -> None:
    assert diff_sentences(whole, whole, "fa") == Diff()


@given(TEXTS, TEXTS, st.sampled_from(["en", "fa", "und"]))
def test_the_other_way_round_old_and_new_are_exchanged(old: str, new: str, language: str) -> None:
    there, back = diff_sentences(old, new, language), diff_sentences(new, old, language)
    assert (there.added, there.removed) == (back.removed, back.added)
    for name in ("changed", "respelled", "moved"):
        ours = {(c.old, c.new, c.similarity, c.moved, len(c.words)) for c in getattr(there, name)}
        theirs = {(c.new, c.old, c.similarity, c.moved, len(c.words)) for c in getattr(back, name)}
        assert ours == theirs
    assert {(n.old, n.new) for n in there.numbers} == {(n.new, n.old) for n in back.numbers}


@given(TEXTS, TEXTS)
def test_applying_the_edit_to_the_old_sentences_gives_the_new_ones(old: str, new: str) -> None:
    found = diff_sentences(old, new, "fa")
    pairs_of = (*found.changed, *found.respelled, *found.moved)
    gone = {*found.removed, *(change.old for change in pairs_of)}
    come = {*found.added, *(change.new for change in pairs_of)}
    assert len(gone) == len(found.removed) + len(pairs_of)
    assert len(come) == len(found.added) + len(pairs_of)
    kept = [span.of(old) for span in every(old) if span not in gone]
    rebuilt = [span.of(new) if span in come else kept.pop(0) for span in every(new)]
    assert rebuilt == [span.of(new) for span in every(new)]
    assert kept == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_every_span_lies_in_its_text(old: str, new: str) -> None:
    found = diff_sentences(old, new, "en")
    for change in (*found.changed, *found.respelled, *found.moved):
        for word in change.words:
            assert change.old.contains(word.old)
            assert change.new.contains(word.new)
    assert set(found.added) <= set(every(new))
    assert set(found.removed) <= set(every(old))


def every(whole: str) -> list[Span]:
    return [span for paragraph in paragraphs(whole) for span in sentences(whole, paragraph)]
