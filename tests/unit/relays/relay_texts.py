"""Invented stories for the tests of relays, each told in several ways."""

FERRY = """The Ferry Board of Lanport plans to close the old pier on January 9 and to move all 34 crossings to a new quay, \
according to a memo seen by Lanport Daily.
The memo, 23 pages long, puts the cost at 6,450,000 euros and says that 1,870 passengers a day would have to walk 2.4 kilometres further.
Mirza Kolahduz, who heads the boatmen's union, told the newspaper that nobody had asked the boatmen. “They drew a line on a map \
and went home,” he said.
The board wants to sell the pier by May 14 to a company that was founded in 2019 and has eleven employees.
A clerk who has read the memo said that the harbour master objected twice, on October 3 and on October 27, and that his letters \
were left out of the file."""

# The same matter in other words: details in the same order, no sentence kept, nobody named as the source.
FERRY_AGAIN = """Lanport is to lose its historic landing stage. Under plans drawn up by the Ferry Board, the pier shuts on January \
9 and its 34 daily crossings move elsewhere.
Some 1,870 people who use the boats each day face a detour of 2.4 kilometres, while the bill comes to 6,450,000 euros, a 23-page \
document shows.
“They drew a line on a map and went home,” union leader Mirza Kolahduz complained.
By May 14 the structure should be in the hands of a firm set up in 2019. The harbour master wrote letters of protest on October 3 \
and October 27, but they never reached the file."""

FERRY_PERSIAN = """هیئت کشتیرانی گذرگاه لنپورت قصد دارد اسکله قدیمی را روز ۱۹ دی ببندد و همه ۳۴ سفر روزانه را به بارانداز تازه ببرد.
در این سند ۲۳ صفحه‌ای هزینه کار ۶ میلیون و ۴۵۰ هزار یورو برآورد شده و ۱۸۷۰ مسافر باید هر روز ۲٫۴ کیلومتر بیشتر پیاده بروند.
میرزا کلاه‌دوز، رئیس صنف قایق‌رانان، گفت کسی از قایق‌رانان نپرسیده است. او گفت: «خطی روی نقشه کشیدند و رفتند خانه.»
قرار است اسکله تا ۲۴ اردیبهشت به شرکتی فروخته شود که یازده کارمند دارد.
رئیس بندر دو بار، روزهای ۱۱ مهر و ۵ آبان، مخالفت کرده و نامه‌هایش از پرونده کنار گذاشته شده است."""

# The same day, the same board and the same union leader, but another matter.
FERRY_OTHER = """The Ferry Board of Lanport opened a training school for young pilots on Monday, with 16 places in the first year.
Mirza Kolahduz of the boatmen's union welcomed the school and said that the trade had lost half of its apprentices since the storms.
Lessons last nine months and are free of charge. The first course has 42 applicants, among them seven women from the islands.
A second school may follow in the spring if the provincial council agrees to pay for a simulator and for two teachers."""

STATEMENT = (
    "“We shall neither raise the fares nor cut a single crossing before the elders of the islands have been heard, and whoever "
    "says otherwise has not read our letter of last week,” the board said."
)
SPEECH_ONE = f"""Fares on the Lanport boats stay as they are, passengers learned after a day of rumours in the markets.
{STATEMENT}
Traders had closed their stalls at noon, and two boats waited for hours outside the breakwater before the ramp was lowered."""
SPEECH_TWO = f"""A row about timetables has reached the provincial council, where members of three parties want the minutes published.
{STATEMENT}
The council meets again in two weeks. Its lawyers doubt that the contract with the board can be ended before the summer."""

MARKET = (
    "The price of one sack of saffron rose by {} coins to {} coins on the Lanport exchange on Monday, dealers on the quay said. "
    "A sack of dried limes was sold for {} coins, which is {} coins more than on the last day of trading. "
    "Turnover on the floor reached {} coins, and brokers expect a quiet week before the holidays begin on the islands."
)
BULLETIN_ONE = MARKET.format(112, 4210, 1835, 26, 93400)
BULLETIN_TWO = MARKET.format(87, 4297, 1812, 31, 88150)

FORMULA = "Readers who saw the events are asked to write to the desk, which never passes on names to anybody at all."
