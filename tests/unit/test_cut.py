"""The cut of a batch: every document in one part, in order, and no part much larger than it may be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rasad.parts import MOST_PARTS, cut

SIZES = st.lists(st.integers(0, 5_000), max_size=300)


@given(SIZES, st.integers(1, 20_000))
def test_every_document_is_in_one_part_and_they_stay_in_order(sizes: list[int], most: int) -> None:
    spans = cut(sizes, most)
    assert [at for span in spans for at in span] == list(range(len(sizes)))
    assert all(spans)


@given(SIZES, st.integers(1, 20_000))
def test_a_part_is_at_most_one_document_larger_than_its_share(sizes: list[int], most: int) -> None:
    share = max(most, -(-sum(sizes) // MOST_PARTS))
    for span in cut(sizes, most):
        assert sum(sizes[at] for at in span) <= share + max(sizes[at] for at in span)


@given(SIZES)
def test_what_fits_into_one_part_is_one_part(sizes: list[int]) -> None:
    assert len(cut(sizes, sum(sizes) + 1)) == min(1, len(sizes))


@given(st.integers(1, 50), st.integers(1, 50))
def test_documents_of_one_size_fill_as_many_parts_as_their_sum_needs(count: int, in_one: int) -> None:
    assert len(cut([10] * count, 10 * in_one)) == -(-count // in_one)


def test_a_huge_batch_has_no_more_parts_than_one_task_can_be_mapped_over() -> None:
    assert len(cut([10_000] * 5_000, 1)) == MOST_PARTS


def test_no_documents_make_no_part_and_empty_ones_make_one() -> None:
    assert cut([], 10) == []
    assert cut([0, 0, 0], 10) == [range(0, 3)]
