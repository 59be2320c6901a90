"""Forms of Persian agencies and newspapers where sources, contents and cues end in ways that nothing marks."""

from __future__ import annotations

import pytest
from persian_builders import relations, said


def sources(text: str) -> list[str]:
    return [item.source for item in said(text) if item.voice == "speaker"]


def contents(text: str) -> list[str]:
    return [item.content for item in said(text) if item.voice == "speaker"]


def test_quoting_the_press_office_before_somebody_speaks_only_carries() -> None:
    found = relations("به گزارش آوا به نقل از روابط عمومی شهرداری، نگار سپهری گفت: پل باز است.")
    assert sources("به نقل از روابط عمومی شهرداری، نگار سپهری گفت: پل باز است.") == ["نگار سپهری"]
    assert [(item.voice, item.parent) for item in found] == [("carrier", None), ("carrier", 0), ("speaker", 1)]


def test_a_place_of_filing_may_stand_before_whom_the_agency_quotes() -> None:
    found = said("به گزارش خبرگزاری آوا از آبادرود به نقل از شهرداری، پل باز شد.")
    assert [(item.source, item.content) for item in found if item.voice == "speaker"] == [("شهرداری", "پل باز شد")]


def test_a_phrase_behind_a_link_attributes_only_what_follows_it() -> None:
    assert contents("پل باز است و به گفته کارشناسان، راه هم باز می‌شود.") == ["راه هم باز می‌شود"]
    assert contents("پل باز است زیرا به گفته سپهری، کار تمام شده است.") == ["کار تمام شده است"]


def test_an_object_begins_behind_an_adjunct_that_no_comma_ends() -> None:
    text = "سپهری در گفت‌وگو با خبرنگار ورزشی آوا احتمال انتقال بازیکنان را رد کرد."
    assert contents(text) == ["احتمال انتقال بازیکنان"]


def test_this_body_belongs_to_the_noun_before_it_and_the_object_follows() -> None:
    text = "رئیس کمیسیون حقوق بشر این نهاد تصمیم قاضی را شرم‌آور خواند."
    assert [(item.source, item.content) for item in said(text)] == [
        ("رئیس کمیسیون حقوق بشر این نهاد", "تصمیم قاضی را شرم‌آور")
    ]


def test_this_body_is_the_object_where_the_marker_follows_it() -> None:
    assert contents("سخنگوی دولت این شرکت را محکوم کرد.") == ["این شرکت"]


def test_an_adjective_stays_with_this_official() -> None:
    text = "این مقام روسی احتمال حمله را رد کرد."
    assert [(item.source, item.content) for item in said(text)] == [("این مقام روسی", "احتمال حمله")]


def test_what_is_named_may_be_a_report_that_alone_would_be_no_content() -> None:
    assert contents("سپهری این خبر را «ساختگی» خواند.") == ["این خبر را «ساختگی»"]
    assert contents("سپهری این خبر را تایید کرد.") == []


def test_a_wish_for_anonymity_belongs_to_the_source() -> None:
    text = "روزنامه آوا به نقل از یک دیپلمات غربی که خواست نامش فاش نشود، نوشت: گفت‌وگوها تمام شد."
    assert sources(text) == ["یک دیپلمات غربی که خواست نامش فاش نشود"]


def test_where_a_member_was_elected_belongs_to_the_source() -> None:
    assert sources("به گفته نماینده آبادرود در مجلس، پل باز است.") == ["نماینده آبادرود در مجلس"]


def test_when_somebody_said_it_does_not_belong_to_the_source() -> None:
    assert sources("به گفته نماینده آبادرود در این نشست، پل باز است.") == ["نماینده آبادرود"]


def test_a_source_ends_before_but_and_also() -> None:
    assert sources("از نگاه منتقدان دولت اما قیمت‌ها باز هم بالا می‌رود.") == ["منتقدان دولت"]
    assert sources("به گفته کارشناسان نیز قیمت‌ها بالا می‌رود.") == ["کارشناسان"]


@pytest.mark.parametrize("opening", ["در بخش دیگری از این بیانیه", "در ادامه این بیانیه", "در این بیانیه"])
def test_a_part_of_a_document_says_what_the_document_says(opening: str) -> None:
    found = said(f"{opening} آمده است: پل باز می‌شود.")
    assert [(item.source, item.content) for item in found] == [("این بیانیه", "پل باز می‌شود")]


def test_as_a_document_has_it_attributes_the_clause_that_follows() -> None:
    found = said("چنان‌که در اطلاعیه ستاد آمده، شکایت‌ها پذیرفته می‌شود.")
    assert [(item.source, item.content) for item in found] == [("اطلاعیه ستاد", "شکایت‌ها پذیرفته می‌شود")]


def test_to_have_put_in_writing_reports_and_to_bring_does_not() -> None:
    assert sources("این کمیسیون در بیانیه خود آورده است: سفر انجام می‌شود.") == ["این کمیسیون"]
    assert said("تیم آوا سه امتیاز به دست آورد که ارزش داشت.") == []
    assert said("او کتاب‌ها را آورد که بخواند.") == []


@pytest.mark.parametrize(
    "text",
    [
        "باید گفت پل هنوز بسته است.",
        "می‌توان گفت که پل هنوز بسته است.",
        "سپهری وابستگی درآمدهای شهر را کم کرد.",
        "هر چیزی را که تعریف می‌شود بر جای خود قرار داد.",
        "از نظر بهداشت، شهر در سطح خوبی قرار دارد.",
        "به نظر شما پل باز می‌شود؟",
        "شش حزب نامزدهای خود را برای انتخابات معرفی کردند.",
    ],
)
def test_words_of_other_meanings_report_nothing(text: str) -> None:
    assert said(text) == []


def test_a_noun_spelt_like_a_verb_does_not_end_the_clause() -> None:
    assert contents("مسافران از نبود آب شکایت کردند.") == ["نبود آب"]


def test_stressing_that_is_no_verb_of_a_split_predicate() -> None:
    found = said("سپهری با تاکید بر اینکه شهر به پل نیاز دارد، افزود: کار تمام شد.")
    assert {item.content for item in found} == {"شهر به پل نیاز دارد", "کار تمام شد"}


def test_a_contrast_ends_what_somebody_believes_before_the_next_report() -> None:
    text = "سپهری معتقد نیست تحریم راه‌حل است، با این حال می‌گوید شهر نامزد ندارد."
    assert contents(text) == ["تحریم راه‌حل است", "شهر نامزد ندارد"]


def test_friday_in_friday_prayers_is_no_time() -> None:
    assert sources("در بیانیه ستاد نماز جمعه شهر آمده است: پل باز است.") == ["بیانیه ستاد نماز جمعه شهر"]


def test_a_quotation_may_come_before_the_sentence_that_says_whose_it_is() -> None:
    text = "«هر بار قول می‌دهند و خبری نمی‌شود.» این را یکی از کارگران به آوا می‌گوید."
    (found,) = said(text)
    assert (found.source, found.cue, found.quote_type) == ("یکی از کارگران", "می‌گوید", "direct")
    assert found.content == "هر بار قول می‌دهند و خبری نمی‌شود."


def test_a_quotation_is_nobodys_where_the_next_sentence_does_not_point_to_it() -> None:
    assert said("«هر بار قول می‌دهند و خبری نمی‌شود.» این شهر را همه می‌شناسند.") == []


def test_who_says_we_goes_on_in_the_next_sentence() -> None:
    found = said("سپهری تاکید کرد که دیگر مستعمره کسی نیستیم. هویت خود را داریم.")
    assert [(item.rule, item.content) for item in found][1:] == [("speech_goes_on", "هویت خود را داریم")]


@pytest.mark.parametrize(
    "text",
    [
        "سپهری گفت که پل باز است. هویت خود را داریم.",
        "سپهری تاکید کرد که مستعمره نیستیم. شهر هویت خود را دارد.",
        "سپهری تاکید کرد که مستعمره نیستیم.\nهویت خود را داریم.",
    ],
)
def test_indirect_speech_goes_on_only_where_both_sentences_say_we_in_one_paragraph(text: str) -> None:
    assert len(said(text)) == 1


def test_how_others_see_a_thing_is_no_report_inside_somebodys_words() -> None:
    text = "منابع می‌گویند دولت هر اعتراض را تهدید تلقی می‌کند."
    assert contents(text) == ["دولت هر اعتراض را تهدید تلقی می‌کند"]
    assert contents("دولت هر اعتراض را تهدید تلقی می‌کند.") == ["هر اعتراض را تهدید"]


def test_a_surname_ends_where_a_known_name_or_an_outlet_begins() -> None:
    assert sources("سلیمانی خبرگزاری آوا را به دروغ متهم کرد.") == ["سلیمانی"]
    assert sources("سخنگوی خبرگزاری آوا این خبر را «نادرست» خواند.") == ["سخنگوی خبرگزاری آوا"]


def test_a_head_that_never_stands_alone_keeps_the_noun_behind_it() -> None:
    assert sources("ستاد برگزاری نماز حمله را محکوم کرد.") != ["ستاد"]
    assert sources("دولت طرح تازه را رد کرد.") == ["دولت"]


def test_the_comma_behind_a_relative_clause_leads_back_to_its_host() -> None:
    assert "رد کرد" not in contents("شهردار خبری را که خبرگزاری آوا اعلام کرده بود، رد کرد.")


def test_as_somebody_has_said_tells_the_rest() -> None:
    assert contents("آن‌طور که سپهری گفته است، پل باز می‌شود.") == ["پل باز می‌شود"]


def test_a_known_outlet_ends_with_its_name_where_no_comma_follows() -> None:
    text = "به گزارش خبرگزاری آوا تیمی که پیروز شد به شهر بازگشت."
    assert [item.source for item in said(text, names=("خبرگزاری آوا",))] == ["خبرگزاری آوا"]


@pytest.mark.parametrize("phrase", ["به‌گزارش", "به گزارش", "به‌نوشته", "به‌نقل از"])
def test_a_source_phrase_may_be_written_as_one_word(phrase: str) -> None:
    assert sources(f"{phrase} خبرگزاری آوا، پل باز شد.") == ["خبرگزاری آوا"]


@pytest.mark.parametrize("when", ["دو روز گذشته", "هفته گذشته", "روز شنبه", "سه ماه آینده"])
def test_a_time_before_the_subject_is_no_part_of_it(when: str) -> None:
    assert sources(f"{when} سپهری دستور داد که پل بسته شود.") == ["سپهری"]


def test_yes_or_no_at_the_end_of_a_question_does_not_speak() -> None:
    text = "سپهری در پاسخ به این پرسش که آیا پل باز می‌شود یا خیر، گفت هنوز تصمیمی گرفته نشده است."
    assert "خیر" not in sources(text)


def test_a_name_in_quotation_marks_behind_the_verb_is_not_what_was_said() -> None:
    assert contents("پلیس افزود «نگار سپهری آبادی»، متهم این پرونده، بازداشت شده است.") != ["نگار سپهری آبادی"]


def test_they_inside_unquoted_speech_are_those_it_is_about() -> None:
    found = contents("سپهری گفت: کارگران هر روز می‌آیند. آنها پل را تمام می‌کنند. وی به شهر بازگشت.")
    assert found == ["کارگران هر روز می‌آیند", "آنها پل را تمام می‌کنند"]
