"""Short news paragraphs about an invented town, each with every relation that a reader finds in it."""

from __future__ import annotations

from persian_builders import Said

NEWS: dict[str, tuple[str, list[Said]]] = {
    "direct quotes in a row": (
        "هرمز فلاحتی، سخنگوی شورای شهر آبادرود، روز دوشنبه در گفت‌وگو با روزنامه بامداد نو "
        "گفت: «بودجهٔ سال آینده بدون کسری بسته می‌شود.» وی افزود: «هیچ پروژه‌ای متوقف نخواهد "
        "شد.»",
        [
            Said(
                "هرمز فلاحتی، سخنگوی شورای شهر آبادرود",
                "گفت",
                "بودجهٔ سال آینده بدون کسری بسته می‌شود.",
                "verb_quote",
                quote_type="direct",
            ),
            Said("وی", "افزود", "هیچ پروژه‌ای متوقف نخواهد شد.", "verb_quote", basis="pronoun", quote_type="direct"),
        ],
    ),
    "source phrase with a relative clause, then a definite anaphor": (
        "به گفته‌ی منابعی که در این باره با خبرگزاری آوا گفت‌وگو کردند، نشست کمیته بدون نتیجه "
        "پایان یافته است. این نشست در ساختمان قدیمی شهرداری برگزار شد.",
        [
            Said(
                "منابعی که در این باره با خبرگزاری آوا گفت‌وگو کردند",
                "به گفته‌ی",
                "نشست کمیته بدون نتیجه پایان یافته است",
                "source_phrase",
            ),
            Said("", "", "این نشست در ساختمان قدیمی شهرداری برگزار شد", "definite_anaphor", basis="inherited"),
        ],
    ),
    "coordinated predicates share the source": (
        "وزیر آب آبادرود اعلام کرد که سد تازه تا پایان سال آبگیری می‌شود و تاکید کرد که کشاورزان جابه‌جا نمی‌شوند.",
        [
            Said("وزیر آب آبادرود", "اعلام کرد", "سد تازه تا پایان سال آبگیری می‌شود", "verb_ke_clause"),
            Said("وزیر آب آبادرود", "تاکید کرد", "کشاورزان جابه‌جا نمی‌شوند", "verb_ke_clause"),
        ],
    ),
    "a participial phrase adds a statement": (
        "نگار سپهری با بیان اینکه آمار بیکاری کاهش یافته است، افزود: این روند ادامه خواهد داشت.",
        [
            Said("نگار سپهری", "با بیان", "آمار بیکاری کاهش یافته است", "while_saying"),
            Said("نگار سپهری", "افزود", "این روند ادامه خواهد داشت", "verb_colon"),
        ],
    ),
    "a participial phrase adds a quotation": (
        "نگار سپهری در گفت‌وگو با خبرنگار آفتابان با تاکید بر اینکه «هیچ کارخانه‌ای در شهر بسته نشده است»، گفت: «این روند ادامه دارد.»",
        [
            Said(
                "نگار سپهری", "با تاکید بر", "هیچ کارخانه‌ای در شهر بسته نشده است", "while_saying", quote_type="direct"
            ),
            Said("نگار سپهری", "گفت", "این روند ادامه دارد.", "verb_quote", quote_type="direct"),
        ],
    ),
    "part of a participial phrase is quoted": (
        "نگار سپهری با تاکید بر اینکه «بستن همه کارخانه‌های شهر» درست نیست، گفت: «این روند ادامه دارد.»",
        [
            Said(
                "نگار سپهری", "با تاکید بر", "«بستن همه کارخانه‌های شهر» درست نیست", "while_saying", quote_type="mixed"
            ),
            Said("نگار سپهری", "گفت", "این روند ادامه دارد.", "verb_quote", quote_type="direct"),
        ],
    ),
    "discontinuous verb, then a joined proposal": (
        "جبهه نوسازی خواستار برگزاری دوباره انتخابات شورا شد و پیشنهاد داد که هیئتی مستقل بر شمارش آرا نظارت کند.",
        [
            Said("جبهه نوسازی", "خواستار | شد", "برگزاری دوباره انتخابات شورا", "khastar_shod"),
            Said("جبهه نوسازی", "پیشنهاد داد", "هیئتی مستقل بر شمارش آرا نظارت کند", "verb_ke_clause"),
        ],
    ),
    "a document with two joined speech acts": (
        "طبق این گزارش، شرکت راه‌سازان خواستار تمدید مهلت شده و هشدار داده که کار پل متوقف می‌شود.",
        [
            Said("این گزارش", "طبق", "شرکت راه‌سازان خواستار تمدید مهلت شده", "document_phrase", basis="anaphora"),
            Said("این گزارش", "طبق", "هشدار داده که کار پل متوقف می‌شود", "document_phrase", basis="anaphora"),
            Said("شرکت راه‌سازان", "خواستار | شده", "تمدید مهلت", "khastar_shod", parent=0),
            Said("شرکت راه‌سازان", "هشدار داده", "کار پل متوقف می‌شود", "verb_ke_clause", parent=1),
        ],
    ),
    "denial and naming": (
        "سخنگوی پلیس این اتهام‌ها را تکذیب کرد. شورای صنفی نیز تصمیم شهرداری را غیرقانونی خواند.",
        [
            Said("سخنگوی پلیس", "تکذیب کرد", "این اتهام‌ها", "verb_object"),
            Said("شورای صنفی", "خواند", "تصمیم شهرداری را غیرقانونی", "named_as"),
        ],
    ),
    "agentless passives": (
        "گفته می‌شود که مدیرعامل کارخانه استعفا داده است. همچنین گزارش شده است که سه کارمند دیگر رفته‌اند.",
        [
            Said("", "گفته می‌شود", "مدیرعامل کارخانه استعفا داده است", "agentless", basis="impersonal"),
            Said("", "گزارش شده است", "سه کارمند دیگر رفته‌اند", "agentless", basis="impersonal"),
        ],
    ),
    "carriers of information show and tell": (
        "اسناد منتشرشده نشان می‌دهد هزینه ساخت ورزشگاه دو برابر شده است. گزارش بازرسان حاکی "
        "است که قرارداد بدون مناقصه بسته شده است.",
        [
            Said("اسناد منتشرشده", "نشان می‌دهد", "هزینه ساخت ورزشگاه دو برابر شده است", "shown_by_verb"),
            Said("گزارش بازرسان", "حاکی است", "قرارداد بدون مناقصه بسته شده است", "shown_by_verb"),
        ],
    ),
    "carrier quoting a speaker": (
        "به گزارش خبرگزاری آوا به نقل از دادستان آبادرود، دو متهم آزاد شدند.",
        [
            Said("خبرگزاری آوا", "به گزارش", "دو متهم آزاد شدند", "source_phrase", voice="carrier"),
            Said("دادستان آبادرود", "به نقل از", "دو متهم آزاد شدند", "source_phrase", parent=0),
        ],
    ),
    "adversative clause is a statement of its own": (
        "کارشناسان معتقدند بارش‌ها کافی نبوده است، اما سازمان هواشناسی می‌گوید ذخیره سدها بهتر از پارسال است.",
        [
            Said("کارشناسان", "معتقدند", "بارش‌ها کافی نبوده است", "verb_bare_clause"),
            Said("سازمان هواشناسی", "می‌گوید", "ذخیره سدها بهتر از پارسال است", "verb_bare_clause"),
        ],
    ),
    "the relative clause belongs to the source": (
        "این مقام آگاه که نخواست نامش فاش شود، به آوا گفت که مذاکرات ادامه دارد.",
        [
            Said(
                "این مقام آگاه که نخواست نامش فاش شود", "گفت", "مذاکرات ادامه دارد", "verb_ke_clause", basis="anaphora"
            ),
        ],
    ),
    "belief, then a viewpoint": (
        "به باور شماری از تحلیلگران، این تصمیم سیاسی بوده است. از نگاه آنان، شورا فرصت را از دست داد.",
        [
            Said("شماری از تحلیلگران", "به باور", "این تصمیم سیاسی بوده است", "source_phrase"),
            Said("آنان", "از نگاه", "شورا فرصت را از دست داد", "viewpoint_phrase", basis="pronoun"),
        ],
    ),
    "a document says, an editorial remark follows": (
        "در این بیانیه آمده است: دولت باید پاسخگو باشد. گفتنی است این بیانیه دیروز منتشر شد.",
        [
            Said("این بیانیه", "آمده است", "دولت باید پاسخگو باشد", "document_says", basis="anaphora"),
        ],
    ),
    "prepositional objects of telling and warning": (
        "رئیس اتحادیه نانوایان از افزایش قیمت آرد خبر داد و نسبت به تعطیلی نانوایی‌ها هشدار داد.",
        [
            Said("رئیس اتحادیه نانوایان", "خبر داد", "افزایش قیمت آرد", "verb_preposition"),
            Said("رئیس اتحادیه نانوایان", "هشدار داد", "تعطیلی نانوایی‌ها", "verb_preposition"),
        ],
    ),
    "unquoted speech goes on until the speaker is spoken of": (
        "سپهری گفت: کار پل رو به پایان است. دو دهانه آن نصب شده است. وی متولد آبادرود است.",
        [
            Said("سپهری", "گفت", "کار پل رو به پایان است", "verb_colon"),
            Said("", "", "دو دهانه آن نصب شده است", "speech_goes_on", basis="inherited"),
        ],
    ),
    "asking somebody": (
        "فلاحتی از شهروندان خواست تا در مصرف آب صرفه‌جویی کنند.",
        [
            Said("فلاحتی", "خواست", "در مصرف آب صرفه‌جویی کنند", "verb_ke_clause"),
        ],
    ),
    "the quotation comes first": (
        "«ما از این حق نمی‌گذریم»، نگار سپهری به خبرنگاران گفت.",
        [
            Said("نگار سپهری", "گفت", "ما از این حق نمی‌گذریم", "verb_quote", quote_type="direct"),
        ],
    ),
    "a source inside quoted speech": (
        "وزیر آب گفت: «به گفته مهندسان، دیواره سد ترک ندارد.»",
        [
            Said("وزیر آب", "گفت", "به گفته مهندسان، دیواره سد ترک ندارد.", "verb_quote", quote_type="direct"),
            Said("مهندسان", "به گفته", "دیواره سد ترک ندارد", "source_phrase", parent=0),
        ],
    ),
    "a source phrase in the middle": (
        "نامه کارگران، به نوشته روزنامه بامداد نو، بی‌پاسخ مانده است.",
        [
            Said("روزنامه بامداد نو", "به نوشته", "نامه کارگران | بی‌پاسخ مانده است", "source_phrase"),
        ],
    ),
    "the agent of a passive": (
        "از سوی دیوان محاسبات اعلام شد که پرونده مختومه است.",
        [
            Said("دیوان محاسبات", "اعلام شد", "پرونده مختومه است", "verb_ke_clause"),
        ],
    ),
    "an outlet quoting a source": (
        "خبرگزاری آوا به نقل از یک منبع آگاه نوشت: «قطار تازه تا پاییز راه می‌افتد.»",
        [
            Said(
                "خبرگزاری آوا",
                "نوشت",
                "قطار تازه تا پاییز راه می‌افتد.",
                "verb_quote",
                quote_type="direct",
                voice="carrier",
            ),
            Said(
                "یک منبع آگاه",
                "به نقل از | نوشت",
                "قطار تازه تا پاییز راه می‌افتد.",
                "source_phrase",
                quote_type="direct",
                parent=0,
            ),
        ],
    ),
    "bare clause, then a joined verb": (
        "سپهری گفت شهرداری بدهی‌ها را پرداخته و افزود: کارکنان حقوق خود را گرفته‌اند.",
        [
            Said("سپهری", "گفت", "شهرداری بدهی‌ها را پرداخته", "verb_bare_clause"),
            Said("سپهری", "افزود", "کارکنان حقوق خود را گرفته‌اند", "verb_colon"),
        ],
    ),
    "denial inside a report": (
        "فلاحتی در پاسخ به پرسشی درباره بودجه گفت که کمیسیون این بخش را رد کرده است.",
        [
            Said("فلاحتی", "گفت", "کمیسیون این بخش را رد کرده است", "verb_ke_clause"),
            Said("کمیسیون", "رد کرده است", "این بخش", "verb_object", parent=0),
        ],
    ),
    "object noun opens after the subject": (
        "شرکت راه‌سازان خبر توقف کار را رد کرد.",
        [
            Said("شرکت راه‌سازان", "رد کرد", "خبر توقف کار", "verb_object"),
        ],
    ),
    "asking without a link": (
        "او از شورا خواست بودجه مدرسه‌ها را کم نکند.",
        [
            Said("او", "خواست", "بودجه مدرسه‌ها را کم نکند", "verb_bare_clause", basis="pronoun"),
        ],
    ),
    "a quoted term is no speech": (
        "وزیر آب گزارش تازه را «نادقیق» خواند و تاکید کرد که آمار درست منتشر می‌شود.",
        [
            Said("وزیر آب", "خواند", "گزارش تازه را «نادقیق»", "named_as", quote_type="mixed"),
            Said("وزیر آب", "تاکید کرد", "آمار درست منتشر می‌شود", "verb_ke_clause"),
        ],
    ),
    "a negated answer reports nothing": (
        "سپهری به پرسش خبرنگاران پاسخ نداد.",
        [],
    ),
    "guillemets around names": (
        "اعضای انجمن «دوستان کتاب» در سالن «بهار» گرد هم آمدند.",
        [],
    ),
    "speaker and colon": (
        "رئیس شورا: «رای‌گیری فردا برگزار می‌شود.»",
        [
            Said(
                "رئیس شورا", "", "رای‌گیری فردا برگزار می‌شود.", "colon_quote", basis="colon_quote", quote_type="direct"
            ),
        ],
    ),
    "rejecting a claim while saying": (
        "وی با رد این ادعا که کارخانه تعطیل شده، گفت: تولید ادامه دارد.",
        [
            Said("وی", "با رد", "کارخانه تعطیل شده", "while_saying", basis="pronoun"),
            Said("وی", "گفت", "تولید ادامه دارد", "verb_colon", basis="pronoun"),
        ],
    ),
    "direct quote of an unnamed official": (
        "یک مقام آگاه گفت: «کار تمام است.»",
        [
            Said("یک مقام آگاه", "گفت", "کار تمام است.", "verb_quote", quote_type="direct"),
        ],
    ),
    "a quotation without anybody": (
        "«هیچ‌کس از کار بیکار نمی‌شود.»",
        [],
    ),
    "source phrase and colon": (
        "به گفته سپهری: «پل تا پاییز باز می‌شود.»",
        [
            Said("سپهری", "به گفته", "پل تا پاییز باز می‌شود.", "source_phrase", quote_type="direct"),
        ],
    ),
    "a pronoun ends the source": (
        "به گفته او کار تمام شده است.",
        [
            Said("او", "به گفته", "کار تمام شده است", "source_phrase", basis="pronoun"),
        ],
    ),
    "a demonstrative ends the source": (
        "به گفته نگار سپهری این پل امن است.",
        [
            Said("نگار سپهری", "به گفته", "این پل امن است", "source_phrase"),
        ],
    ),
    "therefore is no source phrase": (
        "بنابراین کار ادامه دارد.",
        [],
    ),
    "in economic terms is no source phrase": (
        "از نظر اقتصادی این طرح سودآور است.",
        [],
    ),
    "a carrier of information points to a noun": (
        "گزارش بازرسان حاکی از کمبود آب است.",
        [
            Said("گزارش بازرسان", "حاکی | است", "کمبود آب", "shown_by_verb"),
        ],
    ),
    "an accusation keeps the accused": (
        "شورای صنفی، شهردار را به کم‌کاری متهم کرد.",
        [
            Said("شورای صنفی", "متهم کرد", "شهردار را به کم‌کاری", "named_as"),
        ],
    ),
    "the relative clause ends before the audience": (
        "یک مقام ارشد که نخواست نامش فاش شود به خبرگزاری آوا گفت: «تصمیم نهایی گرفته نشده است.»",
        [
            Said(
                "یک مقام ارشد که نخواست نامش فاش شود",
                "گفت",
                "تصمیم نهایی گرفته نشده است.",
                "verb_quote",
                quote_type="direct",
            ),
        ],
    ),
    "a joined verb after a quotation": (
        "او تاکید کرد: «ما عقب نمی‌نشینیم» و افزود که گفت‌وگوها ادامه دارد.",
        [
            Said("او", "تاکید کرد", "ما عقب نمی‌نشینیم", "verb_quote", basis="pronoun", quote_type="direct"),
            Said("او", "افزود", "گفت‌وگوها ادامه دارد", "verb_ke_clause", basis="pronoun"),
        ],
    ),
    "two prepositions before one source": (
        "بنا به گفته سپهری، پل امن است.",
        [
            Said("سپهری", "بنا به گفته", "پل امن است", "source_phrase"),
        ],
    ),
    "stressing, then demanding": (
        "سپهری با تاکید بر ضرورت گفت‌وگو، خواستار پایان اعتصاب شد.",
        [
            Said("سپهری", "با تاکید بر", "ضرورت گفت‌وگو", "while_saying"),
            Said("سپهری", "خواستار | شد", "پایان اعتصاب", "khastar_shod"),
        ],
    ),
    "an apposition belongs to a name": (
        "به گفته هرمز فلاحتی، عضو شورای شهر، این بودجه تصویب نشده است.",
        [
            Said("هرمز فلاحتی، عضو شورای شهر", "به گفته", "این بودجه تصویب نشده است", "source_phrase"),
        ],
    ),
    "a semicolon ends a report before another one": (
        "دو منبع آگاه گفته‌اند این نشست لغو شده؛ سخنگوی شورا گفت که نشست برگزار می‌شود.",
        [
            Said("دو منبع آگاه", "گفته‌اند", "این نشست لغو شده", "verb_bare_clause"),
            Said("سخنگوی شورا", "گفت", "نشست برگزار می‌شود", "verb_ke_clause"),
        ],
    ),
    "a time word in the name of an outlet": (
        "شبکه خبری بامداد به نقل از دو مقام آگاه گزارش داد که گفت‌وگوها پایان یافته است.",
        [
            Said("شبکه خبری بامداد", "گزارش داد", "گفت‌وگوها پایان یافته است", "verb_ke_clause", voice="carrier"),
            Said("دو مقام آگاه", "به نقل از | گزارش داد", "گفت‌وگوها پایان یافته است", "source_phrase", parent=0),
        ],
    ),
}
