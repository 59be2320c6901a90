"""Names that are easily taken for one another, tested in both directions."""

from __future__ import annotations

import pytest
from tag_asking import Links, Mentions


@pytest.mark.parametrize(
    ("text", "surface", "entity"),
    [
        (
            "The Mojahedin of the Islamic Revolution Organization held a congress.",
            "Mojahedin of the Islamic Revolution Organization",
            "org:mojahedin-islamic-revolution",
        ),
        ("The MIRO held a congress in Tehran.", "MIRO", "org:mojahedin-islamic-revolution"),
        (
            "The People's Mojahedin Organization of Iran held a congress.",
            "People's Mojahedin Organization of Iran",
            "org:mek",
        ),
        ("The MEK held a congress in Albania.", "MEK", "org:mek"),
        (
            "سازمان مجاهدین انقلاب اسلامی کنگره داشت.",
            "سازمان مجاهدین انقلاب اسلامی",
            "org:mojahedin-islamic-revolution",
        ),
        ("سازمان مجاهدین خلق کنگره داشت.", "سازمان مجاهدین خلق", "org:mek"),
        ("Hezbollah activists met in Qom.", "Hezbollah activists", "con:hezbollahi-domestic"),
        ("A Hezbollah office in Beirut was closed.", "Hezbollah", "org:hezbollah-lebanon"),
        ("نیروهای حزب‌اللهی در قم جمع شدند.", "نیروهای حزب‌اللهی", "con:hezbollahi-domestic"),
        ("دفتر حزب‌الله لبنان بسته شد.", "حزب‌الله لبنان", "org:hezbollah-lebanon"),
        (
            "Khatam al-Anbiya Central Headquarters held a drill.",
            "Khatam al-Anbiya Central Headquarters",
            "org:khatam-al-anbiya-central-hq",
        ),
        (
            "Khatam al-Anbiya Construction Headquarters built a dam.",
            "Khatam al-Anbiya Construction Headquarters",
            "org:khatam-al-anbiya-construction-hq",
        ),
        ("The Khatam al-Anbiya commander inspected troops.", "Khatam al-Anbiya", "org:khatam-al-anbiya-central-hq"),
        (
            "Khatam al-Anbiya won the contract for a pipeline project.",
            "Khatam al-Anbiya",
            "org:khatam-al-anbiya-construction-hq",
        ),
        ("قرارگاه سازندگی خاتم‌الانبیا سد ساخت.", "قرارگاه سازندگی خاتم‌الانبیا", "org:khatam-al-anbiya-construction-hq"),
        ("قرارگاه مرکزی خاتم‌الانبیا رزمایش داشت.", "قرارگاه مرکزی خاتم‌الانبیا", "org:khatam-al-anbiya-central-hq"),
        ("Kayhan London opened an archive.", "Kayhan London", "med:kayhan-london"),
        ("The Kayhan newspaper opened an archive.", "Kayhan newspaper", "med:kayhan-tehran"),
        ("کیهان لندن بایگانی دارد.", "کیهان لندن", "med:kayhan-london"),
        ("روزنامه کیهان بایگانی دارد.", "روزنامه کیهان", "med:kayhan-tehran"),
        ("شورای امنیت قطعنامه را بررسی کرد.", "شورای امنیت", "org:unsc"),
        ("شورای عالی امنیت ملی جلسه داشت.", "شورای عالی امنیت ملی", "org:snsc"),
        ("مجلس شورای اسلامی جلسه داشت.", "مجلس شورای اسلامی", "org:parliament"),
        ("مجلس خبرگان جلسه داشت.", "مجلس خبرگان", "org:assembly-of-experts"),
        ("شورای موقت رهبری جلسه داشت.", "شورای موقت رهبری", "org:interim-leadership-council"),
        ("از شورای گذار سخن رفت و شورای موقت نام دیگر آن بود.", "شورای موقت", "con:transition-council"),
        ("شورای موقت رهبری جلسه داشت. شورای موقت سپس پایان یافت.", "شورای موقت", "org:interim-leadership-council"),
        ("نهادهای امنیتی ایران بیانیه دادند.", "نهادهای امنیتی", "grp:security-bodies"),
        ("وزارت اطلاعات ایران بیانیه داد.", "وزارت اطلاعات ایران", "org:mois"),
    ],
)
def test_near_names_are_told_apart(text: str, surface: str, entity: str, links: Links) -> None:
    assert (surface, entity) in links(text)


@pytest.mark.parametrize("text", ["شورای امنیت ملی این کشور جلسه داشت.", "شورای امنیت استان جلسه داشت."])
def test_a_council_of_another_name_is_not_the_un_security_council(text: str, links: Links) -> None:
    assert "org:unsc" not in [entity for _, entity in links(text)]


@pytest.mark.parametrize("word", ["Khomeini", "Khamenei", "خمینی", "خامنه‌ای"])
def test_khamenei_and_khomeini_are_never_one(word: str, mentions: Mentions) -> None:
    found = mentions(f"{word} در تهران بود." if word > "z" else f"{word} was in Tehran.", "2020-01-05")
    expected = "per:ruhollah-khomeini" if word in ("Khomeini", "خمینی") else "per:ali-khamenei"
    assert found[0].entity_id == expected


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Tehran rejected the proposal.", "org:islamic-republic"),
        ("Talks between Tehran and Washington resumed.", "org:islamic-republic"),
        ("Tehran's nuclear programme was discussed.", "org:islamic-republic"),
        ("Snow fell in central Tehran.", "plc:tehran"),
        ("Residents of Tehran queued for bread.", "plc:tehran"),
        ("تهران اعلام کرد که نشست برگزار می‌شود.", "org:islamic-republic"),
        ("در تهران برف بارید.", "plc:tehran"),
    ],
)
def test_tehran_is_the_city_unless_it_acts_as_a_government(text: str, entity: str, links: Links) -> None:
    assert [found for surface, found in links(text) if surface in ("Tehran", "تهران")] == [entity]


def test_the_regime_is_the_state_where_the_text_speaks_of_iran(mentions: Mentions) -> None:
    found = mentions("Critics of the regime left Iran. Iran closed the border.")
    assert ("the regime", "org:islamic-republic", "description") in [
        (m.surface, m.entity_id, m.mention_type) for m in found
    ]


@pytest.mark.parametrize(
    "text", ["The Assad regime fell. Iran left. Iran closed an embassy.", "رژیم غذایی در ایران عوض شد. ایران"]
)
def test_another_regime_is_not_the_state(text: str, links: Links) -> None:
    assert "org:islamic-republic" not in [entity for _, entity in links(text)]


def test_another_islamic_republic_is_not_iran(links: Links) -> None:
    assert "org:islamic-republic" not in [
        entity for _, entity in links("The Islamic Republic of Pakistan held a vote.")
    ]


class TestKhameneiByDate:
    """Ali Khamenei until 8 March 2026; from then on the surname alone may be Mojtaba Khamenei's."""

    def test_before_march_2026_the_bare_surname_is_ali(self, links: Links) -> None:
        assert links("Khamenei was in Mashhad.", "2025-11-20")[0] == ("Khamenei", "per:ali-khamenei")
        assert links("خامنه‌ای در مشهد بود.", "2025-11-20")[0] == ("خامنه‌ای", "per:ali-khamenei")

    def test_after_march_2026_it_stays_open(self, mentions: Mentions) -> None:
        first = mentions("Khamenei was in Mashhad, Iran.", "2026-06-01")[0]
        assert (first.entity_id, first.link_method) == (None, "none")
        assert set(first.candidates) == {"per:ali-khamenei", "per:mojtaba-khamenei"}

    def test_a_full_name_decides_at_any_date(self, links: Links) -> None:
        for name, entity in (("Mojtaba Khamenei", "per:mojtaba-khamenei"), ("Ali Khamenei", "per:ali-khamenei")):
            assert links(f"{name} came. Khamenei left.", "2026-06-01") == [(name, entity), ("Khamenei", entity)]

    def test_the_role_before_the_name_decides(self, links: Links) -> None:
        text = "Supreme Leader Khamenei was in Mashhad."
        assert ("Khamenei", "per:mojtaba-khamenei") in links(text, "2026-06-01")
        assert ("Khamenei", "per:ali-khamenei") in links(text, "2024-06-01")

    def test_with_both_named_in_full_the_date_decides_and_else_nothing(self, links: Links) -> None:
        text = "Ali Khamenei and Mojtaba Khamenei came. Khamenei left."
        assert links(text, "2024-06-01")[-1] == ("Khamenei", "per:ali-khamenei")
        assert links(text, "2026-06-01")[-1] == ("Khamenei", None)

    def test_a_given_name_beside_the_surname_is_enough(self, links: Links) -> None:
        assert ("Mojtaba", "per:mojtaba-khamenei") in links("Ali Khamenei came. Khamenei’s son, Mojtaba, left Tehran.")


class TestMonthsGivenNamesAndAgencies:
    """آذر, مهر, دی and تیر are months unless their company says otherwise."""

    @pytest.mark.parametrize(
        "text",
        [
            "۱۵ مهر در تهران",
            "مهر ماه سرد بود.",
            "مهر ۱۴۰۴ گذشت.",
            "با مهر و محبت آمد.",
            "۲۱ دی و ۳ تیر و ۹ آذر",
            "آذر سرد بود.",
        ],
    )
    def test_a_month_or_a_word_is_no_mention(self, text: str, links: Links) -> None:
        assert [found for found in links(text) if found[1] != "plc:tehran"] == []

    @pytest.mark.parametrize("text", ["خبرگزاری مهر نوشت.", "به گزارش مهر، نشست لغو شد.", "به نقل از مهر"])
    def test_an_agency_word_makes_it_the_agency(self, text: str, links: Links) -> None:
        assert [entity for _, entity in links(text)] == ["med:mehr"]

    def test_a_surname_makes_it_a_person(self, links: Links) -> None:
        assert links("آذر منصوری ۹ آذر به قم رفت.") == [("آذر منصوری", "per:azar-mansouri"), ("قم", "plc:qom")]

    def test_a_province_is_not_the_agency_of_that_name(self, links: Links) -> None:
        found = links("Fars News Agency has an office in Fars province. Fars reported on the harvest.")
        assert found == [("Fars News Agency", "med:fars"), ("Fars province", "plc:fars-province"), ("Fars", "med:fars")]
        assert links("استان فارس") == [("استان فارس", "plc:fars-province")]


@pytest.mark.parametrize(
    "text",
    [
        "Judge Tina Raisi opened the hearing. Raisi asked for silence.",
        "The farmer Zilan Zarif said the well was dry. Zarif has no other well.",
        "Golnaz Ebadi said the clinic was closed. Ebadi is a nurse.",
        "ساسان پزشکیان، کشاورز، گفت چاه خشک است. پزشکیان چاه دیگری ندارد.",
    ],
)
def test_a_surname_after_a_strangers_full_name_is_the_strangers(text: str, links: Links) -> None:
    assert [entity for _, entity in links(text) if entity and entity.startswith("per:")] == []


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("President Raisi met Judge Tina Raisi. Raisi left.", "per:ebrahim-raisi"),
        ("The farmer Zilan Zarif wrote to Foreign Minister Zarif. Zarif answered.", "per:mohammad-javad-zarif"),
        ("مسعود پزشکیان نامه ساسان پزشکیان را خواند. پزشکیان پاسخ داد.", "per:masoud-pezeshkian"),
    ],
)
def test_who_was_named_before_the_stranger_keeps_the_surname(text: str, entity: str, links: Links) -> None:
    assert [found for _, found in links(text) if found and found.startswith("per:")].count(entity) >= 2


def test_a_capital_that_ends_a_sentence_is_no_first_name_of_the_next(links: Links) -> None:
    assert [entity for _, entity in links("The clip was on Facebook. Raisi left.")] == ["per:ebrahim-raisi"]
    assert "per:ebrahim-raisi" not in [entity for _, entity in links("The judge was J. Raisi of Rasht.")]


def test_a_surname_that_follows_its_own_form_a_thousand_times_is_read_in_time(links: Links) -> None:
    assert len(links("Raisi left. " * 1000)) == 1000
