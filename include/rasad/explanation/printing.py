"""An explanation for a person at a terminal, or for a program. What was fetched is shown, never obeyed."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.text import Text

from rasad.explanation.lookup import Explained
from rasad.model import Span
from rasad.plain import acts, plain
from rasad.text.sentences import paragraphs, sentences
from rasad.work import Row, Rows

_STYLES = {
    "content": "bold",
    "source": "cyan",
    "cue": "magenta",
    "hedge": "yellow",
    "date": "green",
    "quantity": "blue",
}
_RIGHT_TO_LEFT, _LEFT_TO_RIGHT, _END = "\u2067", "\u2066", "\u2069"
"""Isolates of Unicode (UAX 9): what stands between them keeps its own direction, and the labels around it keep theirs."""


def show(explained: Explained, console: Console) -> None:
    """Print it: where it stands, how it was found, what decided, and the chain from publisher to source."""
    claim = explained.claim
    _line(console, "Claim", f"{claim['claim_id']} ({explained.source})")
    _line(console, "Article", isolated(claim["title"]))
    _line(console, "", claim["url_canonical"])
    console.print()
    console.print(marked(explained), soft_wrap=True)
    console.print()
    found = f"{claim['rule']} ({claim['method'] or 'rules'}), {claim['quote_type']}, basis {claim['attribution_basis']}"
    _line(console, "Found by", found)
    _line(console, "Cue", f"{isolated(claim['cue_text']) or 'none'} = {claim['cue_lemma']}, {claim['cue_class']}")
    speaker = isolated(claim["speaker_surface"]) or "nobody in this sentence"
    _line(console, "Speaker", f"{speaker} = {claim['speaker_entity_id'] or 'unknown'} ({claim['source_type']})")
    _heading(console, "Decided by")
    for reason in explained.reasons:
        words = f": {isolated(reason['words'])}" if reason["words"] else ""
        _row(console, reason["about"], reason["value"], f"{reason['rule']}{words}")
    if explained.quantities:
        _heading(console, "Numbers")
    for quantity in explained.quantities:
        _row(console, isolated(quantity["surface"]), quantity["qualifier"], _number(quantity))
    _heading(console, "Chain")
    for hop in explained.hops:
        _row(console, f"{hop['hop']} {hop['role']}", hop["relation"], _hop(hop))
    _line(console, "\nRead with", f"lexicon {claim['lexicon_version']}, gazetteer {claim['gazetteer_version']}")


def marked(explained: Explained) -> Text:
    """The sentences of the claim, each span in brackets with its role; a Persian sentence runs from right to left."""
    body = explained.claim["body"]
    spans = [*explained.spans, *({**quantity, "role": "quantity"} for quantity in explained.quantities)]
    shown = Text()
    last: int | None = None
    for sentence in _sentences(body, spans):
        between = "" if last is None else " " if sentence.start - last < 3 else " [...] "
        shown.append(between)
        shown.append_text(_with_marks(body, sentence, spans))
        last = sentence.end
    mark = _RIGHT_TO_LEFT if _is_rtl(shown.plain) else _LEFT_TO_RIGHT
    return Text(mark).append_text(shown).append(_END)


def as_json(explained: Explained) -> str:
    """The explanation as JSON; characters that would act on a terminal are escaped."""
    known = asdict(explained) | {"marked": marked(explained).plain.strip(_RIGHT_TO_LEFT + _LEFT_TO_RIGHT + _END)}
    del known["claim"]["body"]
    text = json.dumps(known, ensure_ascii=False, indent=2, default=str)
    return "".join(json.dumps(char)[1:-1] if acts(char) and char != "\n" else char for char in text)


def isolated(value: Any) -> str:
    """Fetched text made harmless, and kept in its own direction where it is not written from left to right."""
    text = plain(value)
    return f"{_RIGHT_TO_LEFT}{text}{_END}" if _is_rtl(text) else text


def _is_rtl(text: str) -> bool:
    """Whether most letters of a text are written from right to left."""
    letters = [unicodedata.bidirectional(char) for char in text if char.isalpha()]
    return sum(kind in ("R", "AL") for kind in letters) * 2 > len(letters)


def _sentences(body: str, spans: Rows) -> list[Span]:
    """The sentences that hold what the claim rests on."""
    places = [Span(span["start"], span["end"]) for span in spans]
    every = (sentence for paragraph in paragraphs(body) for sentence in sentences(body, paragraph))
    return [sentence for sentence in every if any(sentence.overlaps(place) for place in places)]


def _with_marks(body: str, sentence: Span, spans: Rows) -> Text:
    inside = [span for span in spans if sentence.start <= span["start"] and span["end"] <= sentence.end]
    across = [span for span in spans if span not in inside and sentence.overlaps(Span(span["start"], span["end"]))]
    pieces = [
        *inside,
        *({**s, "start": max(s["start"], sentence.start), "end": min(s["end"], sentence.end)} for s in across),
    ]
    shown, position = Text(), sentence.start
    for at, _, _, text, style in sorted(mark for span in pieces for mark in _marks(span)):
        shown.append(plain(body[position:at]))
        shown.append(text, style=style)
        position = at
    return shown.append(plain(body[position : sentence.end]))


def _marks(span: Row) -> list[tuple[int, int, int, str, str]]:
    """The two brackets of a span, sortable: at one place closing comes first, then what opens for longest."""
    style = _STYLES[span["role"]]
    return [
        (span["start"], 1, -span["end"], f"⟦{span['role']}: ", style),
        (span["end"], 0, -span["start"], "⟧", style),
    ]


def _number(quantity: Row) -> str:
    value = f"{quantity['value']:,.15g}"
    if quantity["value_high"] is not None:
        value += f" to {quantity['value_high']:,.15g}"
    parts = (value, quantity["unit_ucum"], isolated(quantity["measures"]))
    as_of = f", as of {quantity['as_of']}" if quantity["as_of"] else ""
    return " ".join(part for part in parts if part) + as_of


def _hop(hop: Row) -> str:
    who = hop["entity_id"] or "unknown"
    words = f" {isolated(hop['surface'])}" if hop["surface"] else ""
    cue = f", by {isolated(hop['cue_text'])}" if hop["cue_text"] else ""
    unnamed = f" ({hop['number']}, {hop['anonymity']})" if hop["anonymity"] else ""
    return f"{who}{words}{unnamed}{cue}" + ("" if hop["explicit"] else " (not stated here)")


def _heading(console: Console, words: str) -> None:
    console.print(Text(f"\n{words}", style="bold"))


def _row(console: Console, first: str, second: str | None, third: str) -> None:
    console.print(Text.assemble((f"  {first:<22} ", "dim"), f"{second or '':<21} ", third), soft_wrap=True)


def _line(console: Console, label: str, value: Any) -> None:
    # Our own isolates stand in the value; what was fetched has been made harmless before.
    console.print(Text.assemble((f"{label:<12}", "dim"), str(value or "")), soft_wrap=True)
