"""Lines of an article's text that are not its own words: captions, share buttons, repeated titles, comment forms, notices.

A line is masked whole and keeps its offsets; nothing is deleted. What one line alone shows is decided by the phrases of
include/lexicons/<language>/boilerplate.yml; the rest (title, byline, breadcrumb, repeated caption, tail) by its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasad.model import Mask, Span
from rasad.text.boilerplate_lexicon import MAX_LINE, Rules, line_key, rules
from rasad.text.dates import parse_dates
from rasad.text.normalise import fold_key
from rasad.text.sentences import paragraphs

_SENTENCE_END = (".", "!", "?", "؟", "…", ":", "؛", ".”", ".»", '."', "!”", "?”", "؟»", ".’", ".)")
_TWEET = re.compile(
    r"[-–—]\s{0,3}[^\n@]{0,80}\(@\w{1,30}\)|pic\.twitter\.com/|(?<![\w/])https?://t\.co/\w", re.IGNORECASE
)
_MAYBE_TWEET = re.compile(r"\(@|pic\.twitter|//t\.co", re.IGNORECASE)
_BRACKETED_END = re.compile(r"[(\[]([^()\[\]]{2,90})[)\]]\s?\.?$")
_NAME = re.compile(r"^(?:[A-Z][\w.'’-]{0,30}|and|of|the|de|la|al|el|bin|von|van|&|,|in|for)$")
_WORDS = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*")
_MAX_CAPTION = 400
_MIN_REPEAT = 40  # characters: shorter lines may be said twice on purpose
_MAX_TITLE = 140
_MAX_BYLINE = 110
_AFTER_ARTICLE = ("share_button", "comment_form", "sidebar", "newsletter", "notice", "navigation", "news_code", "tail")
_HEAD, _TAIL = 8, 6  # lines from either end in which a byline or dateline stands


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    words: str  # as stored
    key: str  # see line_key

    @property
    def ends_a_sentence(self) -> bool:
        return self.words.endswith(_SENTENCE_END)


def masks(text: str, language: str, title: str | None = None) -> tuple[Mask, ...]:
    """The masked lines of a text, in order, each with its kind.

    `title` is the article's title where it is known; without it, a first line that reads like a headline is taken for it.
    Every mask covers one line without its surrounding white space, so that no mask holds a line break.
    """
    lines = [_Line(span, span.of(text), line_key(span.of(text))) for span in paragraphs(text)]
    kinds = [_by_words(line) for line in lines]
    _by_place(lines, kinds, language, title)
    return tuple(Mask(line.span, kind) for line, kind in zip(lines, kinds, strict=True) if kind)


def _by_words(line: _Line) -> str | None:
    """The kind of a line by its own words alone."""
    length = len(line.words)
    if length > MAX_LINE:
        return None
    if _MAYBE_TWEET.search(line.words) and _TWEET.search(line.words):
        return "tweet_embed"
    known = rules()
    kind = known.whole.get(line.key)
    if kind:
        return kind
    if length <= 120 and _only_networks(line.key, known):
        return "share_button"
    for phrases, kind, limit in known.begins if line.key.startswith(known.all_begins) else ():
        if length <= limit and line.key.startswith(phrases) and _whole_word_prefix(line.key, phrases):
            return kind
    for phrases, kind, limit in known.contains:
        if length <= limit and any(phrase in line.key for phrase in phrases):
            return kind
    if _is_reading_time(line.key, known):
        return "reading_time"
    return _credit(line, known)


def _only_networks(key: str, rules: Rules) -> bool:
    words = _WORDS.findall(key)
    return bool(words) and all(word in rules.networks for word in words)


def _whole_word_prefix(key: str, phrases: tuple[str, ...]) -> bool:
    return any(key.startswith(phrase) and not key[len(phrase) : len(phrase) + 1].isalpha() for phrase in phrases)


def _is_reading_time(key: str, rules: Rules) -> bool:
    if len(key) > 60:
        return False
    if key.startswith(rules.reading_heads):
        return True
    number, _, unit = key.replace("-", " ").replace("–", " ").partition(" ")
    return (number.isdigit() or number in rules.numbers) and unit.strip() in rules.reading_units


def _credit(line: _Line, rules: Rules) -> str | None:
    """Photo captions and credits: "Photo: Agency", "… | Photo: Agency", "… (Photo: Agency)", "… [File: Name/Agency]"."""
    if len(line.words) > _MAX_CAPTION:
        return None
    if _heads_credit(line.key, rules) and len(line.key) <= 120:
        return "photo_credit"
    for part in line.key.split("|")[1:]:
        if _heads_credit(part.strip(), rules) and len(part) <= 80:
            return "photo_caption"
    found = _BRACKETED_END.search(line.words)
    if not found:
        return None
    inside = fold_key(found.group(1)).strip()
    if _heads_credit(inside, rules):
        return "photo_caption"
    before = line.words[: found.start()].rstrip()
    last = inside.replace("/", ",").split(",")[-1].strip()
    is_agency = inside in rules.agencies or ("/" in inside and last in rules.agencies)
    return "photo_caption" if is_agency and before and not line.words.endswith(".") else None


def _heads_credit(key: str, rules: Rules) -> bool:
    head, colon, rest = key.partition(":")
    if colon and head.strip() in rules.credit_heads:
        return len(rest) <= 100
    return any(key.startswith(head + " ") for head in rules.credit_heads_by)


def _by_place(lines: list[_Line], kinds: list[str | None], language: str, title: str | None) -> None:
    """Fill in the kinds that depend on the other lines: title, breadcrumb, byline, dateline, repeated lines, tail."""
    titled = _title_keys(lines, title)
    seen: set[str] = set()
    said: set[str] = set()
    for index, line in enumerate(lines):
        from_end = len(lines) - index
        if kinds[index] is None and line.key:
            kinds[index] = (
                _title_kind(line, titled, seen)
                or _breadcrumb(line, titled, index)
                or _repeated(lines, index, said)
                or (_near_edge(line, language) if index < _HEAD or from_end <= _TAIL else None)
            )
        seen.add(line.key)
        said.add(line.words)
    _close_tail(lines, kinds)


def _title_keys(lines: list[_Line], title: str | None) -> tuple[str, ...]:
    if title:
        return (line_key(title),)
    keys = [line.key for line in lines[:_HEAD]]
    top = [line for line in lines[:5] if line.key and not _is_above_title(line, keys)]
    if top and _reads_like_a_headline(top[0], lines):
        return (top[0].key,)
    return tuple(line.key for line in top if keys.count(line.key) > 1)[:1]


def _is_above_title(line: _Line, keys: list[str]) -> bool:
    named = _by_words(line) or _is_trail(line, keys) or _breadcrumb(line, (), 0)
    return bool(named) or _is_byline(line) or _is_dateline(line, "en")


def _reads_like_a_headline(line: _Line, lines: list[_Line]) -> bool:
    """Short, of three words or more, without a closing mark, above longer lines that are sentences."""
    short = len(line.words) <= _MAX_TITLE and len(line.key.split()) >= 3 and not line.ends_a_sentence
    return short and any(len(other.words) > len(line.words) and other.ends_a_sentence for other in lines)


def _is_trail(line: _Line, keys: list[str]) -> bool:
    """A breadcrumb without separators: starts at the home page and ends in what another line says alone."""
    below = (key for key in keys if 12 <= len(key) < len(line.key))
    return line.key.startswith(rules().breadcrumb_heads) and any(line.key.endswith(key) for key in below)


def _title_kind(line: _Line, titled: tuple[str, ...], seen: set[str]) -> str | None:
    if line.key not in titled:
        return None
    return "title_repeat" if line.key in seen else "title"


def _breadcrumb(line: _Line, titled: tuple[str, ...], index: int) -> str | None:
    known = rules()
    if index >= _HEAD or len(line.words) > 300 or not line.key.startswith(known.breadcrumb_heads):
        return None
    trail = sum(line.words.count(mark) for mark in "»›>/|") >= 1
    cut = line.words.rstrip().endswith(("...", "…"))
    ends_in_title = any(line.key.endswith(key[-30:]) for key in titled if len(key) >= 12)
    return "breadcrumb" if trail or cut or ends_in_title else None


def _repeated(lines: list[_Line], index: int, said: set[str]) -> str | None:
    """A caption printed twice in a row is masked both times; any other longer line only where it comes again."""
    line = lines[index]
    beside = [lines[near].key for near in (index - 1, index + 1) if 0 <= near < len(lines)]
    if line.key in beside and len(line.words) <= _MAX_CAPTION and not line.ends_a_sentence:
        return "photo_caption"
    return "repeat" if line.words in said and len(line.words) >= _MIN_REPEAT else None


def _near_edge(line: _Line, language: str) -> str | None:
    if _is_byline(line):
        return "byline"
    return "dateline" if _is_dateline(line, language) else None


def _is_byline(line: _Line) -> bool:
    if len(line.words) > _MAX_BYLINE or line.ends_a_sentence:
        return False
    known = rules()
    head = next(
        (head for head in known.byline_heads if line.key.startswith(head + (" " if head[-1] != ":" else ""))), None
    )
    if head is None:
        return False
    names = line.words.replace(",", " , ").replace("|", " , ").split()[1:]
    return head[-1] == ":" or not head.isascii() or all(_NAME.match(name) for name in names)


def _is_dateline(line: _Line, language: str) -> bool:
    """Whether a line holds a date, a time and the words that go with them, and nothing else."""
    if len(line.words) > 120 or not any(character.isdigit() for character in line.words):
        return False
    dates = parse_dates(line.words, "fa" if language == "fa" else "en")
    if not dates:
        return False
    rest = line.words
    for found in reversed(dates):
        rest = rest[: found.span.start] + " " + rest[found.span.end :]
    left = [word for word in _WORDS.findall(fold_key(rest)) if not word[0].isdigit()]
    return all(word in rules().dateline_words for word in left)


def _close_tail(lines: list[_Line], kinds: list[str | None]) -> None:
    """A word or two left alone among the masked lines at the end (an outlet's name, a section) belong to them."""
    index = len(lines) - 1
    while index > 0:
        line = lines[index]
        alone = len(line.key.split()) <= 3 and not line.ends_a_sentence and len(line.words) <= 40
        if kinds[index] is None and not alone:
            return
        if kinds[index] is None:
            if index + 1 == len(lines) or kinds[index + 1] not in _AFTER_ARTICLE:
                return
            kinds[index] = "tail"
        index -= 1
