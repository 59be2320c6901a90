"""Persian speakers that no gazetteer knows: names beside posts, posts taken up again, and who a pronoun means."""

from __future__ import annotations

import pytest
from claim_builders import Story

SEPEHRI = "unk:نگار-سپهری"


def ids(story: Story) -> list[str | None]:
    return [claim.speaker_id for claim in story.claims()]


def story_of(*sentences: tuple[str, str]) -> Story:
    """Sentences "<source> گفت <content>", each with its source marked; a source may come twice."""
    story = Story(" ".join(f"{source} گفت {content}." for source, content in sentences), language="fa")
    seen: dict[str, int] = {}
    for source, content in sentences:
        story.says(content, source, nth_source=seen.get(source, 0))
        seen[source] = seen.get(source, 0) + 1
    return story


@pytest.mark.parametrize(
    "source",
    [
        "نگار سپهری",
        "نگار سپهری، سخنگوی شهرداری آبادرود",
        "نگار سپهری سخنگوی شهرداری آبادرود",
        "«نگار سپهری» سخنگوی شهرداری آبادرود",
        '"نگار سپهری" یکی از استادان دانشگاه آبادرود',
        "سخنگوی شهرداری آبادرود، نگار سپهری",
        "دکتر نگار سپهری معاون سیاسی استاندار",
        "سردار نگار سپهری فرمانده انتظامی استان",
        "نگار سپهری، که سخنگوی شهرداری است",
    ],
)
def test_a_name_is_told_from_its_post_and_titles(source: str) -> None:
    assert ids(story_of((source, "پل باز است"))) == [SEPEHRI]


@pytest.mark.parametrize(
    "source",
    ["سخنگوی شهرداری آبادرود", "خانواده فعال مدنی آبادرود", "همسر فعال مدنی", "دفتر رئیس شورا", "یک نماینده مجلس"],
)
def test_a_description_is_not_a_name(source: str) -> None:
    (claim,) = story_of((source, "پل باز است")).claims()
    assert claim.source_type != "named_person"


def test_a_post_means_whom_the_article_gave_it_in_more_words_or_fewer() -> None:
    story = story_of(
        ("نگار سپهری سخنگوی شهرداری آبادرود", "پل باز است"),
        ("پرویز فلاحتی، عضو شورای شهر", "پل بسته است"),
        ("سخنگوی شهرداری", "کار تمام شد"),
        ("عضو شورای شهر آبادرود", "کار ماند"),
    )
    assert ids(story) == [SEPEHRI, "unk:پرویز-فلاحتی", SEPEHRI, "unk:پرویز-فلاحتی"]


def test_another_post_is_somebody_else() -> None:
    story = story_of(("نگار سپهری سخنگوی شهرداری آبادرود", "پل باز است"), ("عضو شورای شهر", "پل بسته است"))
    assert ids(story)[1] == "unk:عضو-شورای-شهر"


def test_a_post_of_an_interview_is_the_one_who_was_introduced_without_any() -> None:
    story = story_of(("نگار سپهری", "پل باز است"), ("سخنگوی شهرداری آبادرود", "کار تمام شد"))
    assert ids(story) == [SEPEHRI, SEPEHRI]


def test_with_two_people_a_bare_post_is_neither() -> None:
    story = story_of(
        ("نگار سپهری", "پل باز است"), ("پرویز فلاحتی", "پل بسته است"), ("سخنگوی شهرداری آبادرود", "کار تمام شد")
    )
    assert ids(story)[2] == "unk:سخنگوی-شهرداری-آبادرود"


def test_a_post_is_the_first_person_who_speaks_by_name_after_it() -> None:
    story = story_of(("عضو شورای شهر", "پل باز است"), ("نگار سپهری", "کار تمام شد"), ("عضو شورای شهر", "راه باز است"))
    assert ids(story) == [SEPEHRI, SEPEHRI, SEPEHRI]


def test_an_unnamed_official_is_not_the_next_person_by_name() -> None:
    story = story_of(("یک مقام آگاه", "پل باز است"), ("نگار سپهری", "کار تمام شد"))
    assert ids(story) == ["anon:story:1", SEPEHRI]


def test_a_pronoun_means_who_speaks_and_not_whom_they_quote() -> None:
    text = "نگار سپهری گفت پرویز فلاحتی گفته پل باز است. وی گفت کار تمام شد."
    story = Story(text, language="fa")
    story.says("پرویز فلاحتی گفته پل باز است", "نگار سپهری").says("پل باز است", "پرویز فلاحتی", parent=0)
    story.says("کار تمام شد", "وی")
    assert ids(story) == [SEPEHRI, "unk:پرویز-فلاحتی", SEPEHRI]


def test_i_inside_somebodys_words_is_that_person() -> None:
    story = Story("نگار سپهری گفت من معتقدم پل باز است. وی گفت کار تمام شد.", language="fa")
    story.says("من معتقدم پل باز است", "نگار سپهری").says("پل باز است", "من", parent=0).says("کار تمام شد", "وی")
    assert ids(story) == [SEPEHRI, SEPEHRI, SEPEHRI]


def test_who_only_carries_is_no_claim_and_nobody_to_go_on_with() -> None:
    story = Story("به گزارش خبرگزاری آوا نگار سپهری گفت پل باز است. کار تمام شد.", language="fa")
    story.says("نگار سپهری گفت پل باز است", "خبرگزاری آوا", voice="carrier")
    story.says("پل باز است", "نگار سپهری", parent=0).says("کار تمام شد", basis="inherited")
    assert ids(story) == [SEPEHRI, SEPEHRI]


def test_a_person_behind_another_noun_is_not_whom_a_pronoun_takes_up() -> None:
    text = "معاون نادر سیمرغی در شهر سخن گفت. وی گفت پل باز است."
    story = Story(text, language="fa").named("نادر سیمرغی", "per:nader-simorghi").says("پل باز است", "وی")
    assert ids(story) == ["unk:unspecified"]


def test_in_an_interview_every_post_is_the_one_who_is_interviewed() -> None:
    text = "نگار سپهری سخنگوی شهرداری در گفت‌وگو با خبرنگار آوا گفت پل باز است. عضو شورای شهر گفت کار تمام شد."
    story = (
        Story(text, language="fa").says("پل باز است", "نگار سپهری سخنگوی شهرداری").says("کار تمام شد", "عضو شورای شهر")
    )
    assert ids(story) == [SEPEHRI, SEPEHRI]


def test_a_surname_may_have_two_words() -> None:
    story = story_of(("مهدی عیسی زاده عضو شورای شهر", "پل باز است"), ("عیسی زاده", "کار تمام شد"))
    assert ids(story) == ["unk:مهدی-عیسی-زاده"] * 2


def test_the_post_of_a_known_person_is_remembered() -> None:
    text = "نادر سیمرغی دبیرکل جبهه امید گفت پل باز است. دبیرکل جبهه امید گفت کار تمام شد."
    story = Story(text, language="fa").named("نادر سیمرغی", "per:nader-simorghi")
    story.says("پل باز است", "نادر سیمرغی دبیرکل جبهه امید").says("کار تمام شد", "دبیرکل جبهه امید", nth_source=1)
    assert ids(story) == ["per:nader-simorghi"] * 2
