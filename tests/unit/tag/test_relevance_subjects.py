"""What an article is about decides, not how often it names Iran: the same words in both directions."""

from __future__ import annotations

import pytest

from rasad.gazetteer import Gazetteer
from rasad.model import Language, Tagged
from rasad.stages.tag import Article, tag_all

Case = tuple[Language, str, str]

RELEVANT: list[Case] = [
    ("en", "US sanctions network selling Iranian oil",
     "The US Treasury imposed sanctions on companies that ship Iranian oil to China. The proceeds finance the Revolutionary "
     "Guards, the department said. Iran’s foreign ministry condemned the measures."),
    ("en", "Israel strikes Iran-backed militia in Syria",
     "Israeli jets struck positions of Iran-backed militias near Damascus overnight. Members of the Revolutionary Guards were "
     "among the dead. Iran vowed to retaliate."),
    ("en", "Thousands rally in Berlin for Iranian protesters",
     "Thousands marched through Berlin in support of protesters in Iran. Exiled opposition groups called for the release of "
     "political prisoners. German police said the rally was peaceful."),
    ("en", "Saudi and Iranian ministers meet in Beijing",
     "The foreign ministers of Saudi Arabia and Iran agreed to reopen embassies after talks in Beijing. The two countries had "
     "cut ties in 2016 after protesters stormed the Saudi embassy in Tehran."),
    ("fa", "کمیسیون مجلس شورای اسلامی توهین به مقدسات را محکوم کرد",
     "کمیسیون سیاست خارجی مجلس شورای اسلامی در بیانیه‌ای اقدام روزنامه‌ای در دانمارک را محکوم کرد. در این بیانیه آمده است که دولت "
     "دانمارک و اتحادیه اروپا باید پاسخ دهند. دانمارک پیشتر سفیر خود را فراخوانده بود."),
    ("fa", "فراکسیون‌های مجلس درباره استیضاح وزیر راه به توافق نرسیدند",
     "نمایندگان اصولگرا و اصلاح‌طلب مجلس درباره استیضاح وزیر راه به توافق نرسیدند. هیئت رئیسه مجلس رأی‌گیری را عقب انداخت. جاده‌های "
     "روستایی و قطار تهران مشهد از محورهای استیضاح است."),
    ("fa", "رد صلاحیت‌ها در هیئت نظارت استان بررسی می‌شود",
     "داوطلبان انتخابات مجلس می‌توانند به رد صلاحیت خود اعتراض کنند. شورای نگهبان نتیجه را اعلام می‌کند. ستاد انتخابات استان از "
     "آمادگی مدارس برای استقرار صندوق‌های رأی خبر داد."),
]  # fmt: skip

IRRELEVANT: list[Case] = [
    ("en", "Persian restaurant wins award",
     "A family restaurant in Toronto won a national award for its kebabs. The owner left Iran in 1985. The saffron comes from "
     "Iran and the recipes from her grandmother in Shiraz."),
    ("en", "Iranian drama takes top prize",
     "An Iranian drama won the top prize at the film festival. The director, who shot the film in Tehran, thanked the actors. "
     "Critics praised the actress in the leading role. Iran has sent the film to the Oscars."),
    ("en", "Oil slips as supply fears ease",
     "Oil prices fell as traders weighed rising output from the United States and Saudi Arabia. Analysts said demand in China "
     "was weak. Tensions between Israel and Iran had pushed prices up last week."),
    ("en", "Aid convoy enters Gaza",
     "An aid convoy entered Gaza, the United Nations said. Israeli forces inspected the trucks. Egypt and Qatar are mediating "
     "between Israel and Hamas. Hezbollah, which Iran backs, fired rockets at northern Israel."),
    ("en", "Bus crash kills 12 in Iran",
     "A bus overturned on a mountain road in western Iran, killing 12 people. Police said the driver had lost control. Road "
     "accidents kill thousands of people a year in Iran."),
    ("fa", "کشف ۱۵۰ کیلوگرم مواد مخدر در استان",
     "فرمانده انتظامی استان از کشف ۱۵۰ کیلوگرم تریاک و حشیش خبر داد. وی گفت: مأموران پلیس یک خودروی سرقتی را متوقف و دو قاچاقچی را "
     "دستگیر کردند. پرونده متهمان به دادسرا رفت. سردار از همکاری مردم تشکر کرد."),
    ("fa", "برداشت پسته از باغ‌های شهرستان آغاز شد",
     "مدیر جهاد کشاورزی شهرستان گفت: ۱۲ هزار تن پسته برداشت می‌شود. کشاورزان از قیمت محصول گلایه دارند و خواستار تسهیلات بانکی "
     "هستند. فرماندار از دولت و نماینده مردم در مجلس تشکر کرد."),
    ("fa", "انتخابات پارلمانی عراق به تعویق افتاد",
     "کمیسیون انتخابات عراق اعلام کرد رأی‌گیری به تعویق افتاد. احزاب شیعه و کرد در بغداد مذاکره می‌کنند. نخست‌وزیر عراق از نیروهای "
     "آمریکایی خواست امنیت حوزه‌های رأی‌گیری را حفظ کنند."),
    ("fa", "مسابقات قرآن کریم در مسجد جامع برگزار شد",
     "مرحله استانی مسابقات قرآن کریم با حضور قاریان و حافظان قرآن در مسجد جامع برگزار شد. امام جمعه شهر در پایان مراسم جوایز را "
     "اهدا کرد و گفت: انس با قرآن جامعه را به تقوا و معنویت می‌رساند."),
]  # fmt: skip


@pytest.fixture(scope="module")
def judged(gazetteer: Gazetteer) -> dict[str, Tagged]:
    """The verdicts by title, all asked for at once."""
    cases = (*RELEVANT, *IRRELEVANT)
    articles = (Article(text, title, language, None) for language, title, text in cases)
    return dict(zip((title for _, title, _ in cases), tag_all(articles, gazetteer), strict=True))


@pytest.mark.parametrize("title", [title for _, title, _ in RELEVANT])
def test_iran_as_an_actor_is_relevant(title: str, judged: dict[str, Tagged]) -> None:
    assert judged[title].relevant, judged[title].reason


@pytest.mark.parametrize("title", [title for _, title, _ in IRRELEVANT])
def test_iran_as_a_scene_or_in_passing_is_not(title: str, judged: dict[str, Tagged]) -> None:
    assert not judged[title].relevant, judged[title].reason


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Aid convoy enters Gaza", "about PS rather than Iran"),
        ("Iranian drama takes top prize", "about culture"),
        ("انتخابات پارلمانی عراق به تعویق افتاد", "about IQ rather than Iran"),
        ("مسابقات قرآن کریم در مسجد جامع برگزار شد", "about religion"),
    ],
)
def test_the_reason_says_first_what_it_is_about_instead(title: str, reason: str, judged: dict[str, Tagged]) -> None:
    assert judged[title].reason.startswith(reason)


def test_what_comes_late_counts_less_than_what_stands_at_the_top(gazetteer: Gazetteer) -> None:
    politics = "Iran's parliament debated a no-confidence vote and the reformist faction walked out. "
    filler = "The clinic in Shiraz opened at nine and the queue was long. " * 15
    early, late = tag_all(
        (Article(text, None, "en", None) for text in (politics + filler, filler + politics)), gazetteer
    )
    assert early.score > late.score


def test_every_topic_shows_the_signs_that_gave_it(judged: dict[str, Tagged]) -> None:
    for (_, title, text), tagged in ((case, judged[case[1]]) for case in (*RELEVANT, *IRRELEVANT)):
        assert {topic.topic_id for topic in tagged.topics} <= {sign.subject for sign in tagged.signs}
        for sign in tagged.signs:
            assert sign.weight > 0
            assert sign.in_title or sign.spans, (title, sign)
            assert all(span.of(text) for span in sign.spans)


def test_a_word_of_another_subject_is_a_sign_too(judged: dict[str, Tagged]) -> None:
    signs = {(sign.subject, sign.rule): sign for sign in judged["Iranian drama takes top prize"].signs}
    director = signs["culture", "film festival"]
    assert (director.is_entity, director.in_title, len(director.spans)) == (False, False, 1)


@pytest.mark.parametrize(
    ("habit", "news"),
    [
        ("انقلاب اسلامی و دفاع مقدس", "شورای نگهبان و وزارت کشور"),
        ("امام خمینی و اقتصاد مقاومتی", "رهبر انقلاب و ولایت فقیه"),
    ],
)
def test_what_speeches_name_out_of_habit_weighs_less(habit: str, news: str, gazetteer: Gazetteer) -> None:
    frame = "مدیر مرکز در آیین پایانی جشن از {} نام برد و آن را الگوی جوانان خواند."
    texts = (Article(frame.format(words), None, "fa", None) for words in (habit, news))
    out_of_habit, political = tag_all(texts, gazetteer)
    assert out_of_habit.score < political.score
