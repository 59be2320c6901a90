"""A dossier for a person at a terminal, or for a program. What was fetched is shown, never obeyed."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from rasad.evidence.dossier import Dossier, Proof
from rasad.plain import acts, plain
from rasad.work import Row

_CONTEXT = 100  # characters shown before and after what a claim rests on
_MARKED = ("content", "source", "cue")
_SHOWN_HEADERS = ("content-type", "date", "last-modified", "etag", "server", "x-archive-orig-content-encoding")
_VERDICTS = {
    "verified": ("verified: the archived bytes are those that were recorded", "green"),
    "damaged": ("DAMAGED", "bold red"),
    "missing": ("MISSING", "bold red"),
}


def show(dossier: Dossier, console: Console, archive: str) -> None:
    """Print it. `archive` is the folder of the WARC files as a person would type it."""
    if dossier.claim:
        _claim(dossier.claim, console)
    else:
        _line(console, "Address", dossier.asked)
    outlet = dossier.outlet
    name = " / ".join(filter(None, (outlet.get("name_en"), outlet.get("name_fa")))) or "unknown"
    _line(console, "Outlet", f"{name} ({outlet.get('affiliation_class') or 'not in the catalogue'})")
    article = dossier.article
    _line(console, "Article", article.get("title"))
    _line(console, "", article.get("url_canonical"))
    _line(console, "Published", _published(article))
    _line(console, "Seen by us", article.get("seen_at") or article.get("first_seen_at"))
    if dossier.claim:
        _heading(console, "In the article")
        console.print(excerpt(dossier), soft_wrap=True)
    for proof in dossier.proofs:
        _proof(proof, console, archive)
    if not dossier.proofs:
        _heading(console, "Record")
        console.print("no answer of this address was kept", soft_wrap=True)
    _heading(console, f"Fetches of this address ({len(dossier.history)})")
    mine = {proof.fetch_id for proof in dossier.proofs}
    for fetch in dossier.history:
        _visit(fetch, console, marked=bool(dossier.claim) and fetch["fetch_id"] in mine)
    if dossier.claims_of_address:
        _heading(console, f"Claims in it ({len(dossier.claims_of_address)})")
    for claim in dossier.claims_of_address:
        said = f"{claim['speaker_surface'] or '-'}: {claim['content_text']}"
        console.print(Text.assemble((claim["claim_id"], "dim"), "  ", plain(said)), soft_wrap=True)


def as_json(dossier: Dossier) -> str:
    """The dossier as JSON; characters that would act on a terminal are escaped."""
    known = asdict(dossier) | {"intact": dossier.intact, "excerpt": excerpt(dossier).plain if dossier.claim else None}
    del known["body"]
    text = json.dumps(known, ensure_ascii=False, indent=2, default=_exactly)
    return "".join(json.dumps(char)[1:-1] if acts(char) and char != "\n" else char for char in text)


def excerpt(dossier: Dossier) -> Text:
    """The article around the claim: ⟦what it rests on⟧ with its role, the rest cut to what is near."""
    body = dossier.body or ""
    marked = [span for span in dossier.spans if span["role"] in _MARKED]
    shown = Text()
    last = 0
    for start, end in _windows(marked, body):
        shown.append("" if start == 0 else "[...] ")
        last = end
        edges = sorted(
            [(span["start"], 1, f"⟦{span['role']}: ") for span in marked if start <= span["start"] < end]
            + [(span["end"], 0, "⟧") for span in marked if start < span["end"] <= end]
        )
        position = start
        for at, _order, mark in edges:
            shown.append(plain(body[position:at], lines=True))
            shown.append(mark, style="bold yellow")
            position = at
        shown.append(plain(body[position:end], lines=True))
        shown.append(" ")
    shown.append("[...]" if last < len(body) else "")
    return shown


def _windows(spans: list[Row], body: str) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda each: (each["start"], each["end"])):
        start, end = max(0, span["start"] - _CONTEXT), min(len(body), span["end"] + _CONTEXT)
        # Not from the middle of a word.
        start = max(start, body.find(" ", start, span["start"]) + 1) if start else 0
        end = body.rfind(" ", span["end"], end) if end < len(body) and " " in body[span["end"] : end] else end
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return merged


def _claim(claim: Row, console: Console) -> None:
    _line(console, "Claim", claim["claim_id"])
    _line(
        console, "Speaker", claim["speaker_surface"] or claim["speaker_entity_id"] or f"none ({claim['source_type']})"
    )
    _line(console, "Cue", claim["cue_text"])
    _line(console, "Content", claim["content_text"])
    judged = (claim["modality"], claim["polarity"], claim["verification_status"])
    _line(console, "Read as", f"{', '.join(judged)}; rule {claim['rule']}, confidence {claim['confidence']:.2f}")


def _proof(proof: Proof, console: Console, archive: str) -> None:
    _heading(console, "Record")
    words, style = _VERDICTS[proof.verdict]
    console.print(Text.assemble((f"{'Verdict':<12}", "dim"), (words, style), ": " * bool(proof.detail)), end="")
    console.print(Text(plain(proof.detail)), soft_wrap=True)
    _line(
        console,
        "File",
        f"{archive}/{proof.file} at byte {proof.offset}" + (f", {proof.length} bytes" * bool(proof.length)),
    )
    _line(console, "Digest", f"in the tables  sha256:{proof.stated_sha256 or '-'}")
    _line(console, "", f"in the archive sha256:{proof.actual_sha256 or '-'}")
    if proof.record_id:
        _line(console, "Record id", f"{proof.record_id} ({proof.kind})")
        _line(console, "Fetched", proof.date)
        _line(console, "From", proof.url)
        _line(console, "HTTP status", proof.status)
        for name, value in proof.headers:
            if name.lower() in _SHOWN_HEADERS:
                _line(console, "", f"{name}: {value[:200]}")
    if proof.verdict != "verified":
        _line(console, "Next", "restore the file from a copy; the digest in the tables tells the right one")
    if proof.content_in_page is not None:
        found = "found in the archived page" if proof.content_in_page else "not found as is"
        _line(console, "Its words", found)
    _line(console, "Read it", f"warcio extract {archive}/{proof.file} {proof.offset}")


def _visit(fetch: Row, console: Console, *, marked: bool) -> None:
    what = f"{fetch['outcome']:<9} {fetch['http_status'] or '-':>3} {fetch['error_class'] or ''}"
    where = fetch["storage_path"] or ""
    _line(console, "> this one" if marked else "", f"{_iso(fetch['started_at'])}  {what} {where}")


def _published(article: Row) -> str:
    if not article.get("published_at"):
        return "not stated"
    return f"{_iso(article['published_at'])} (to the {article.get('published_precision')})"


def _heading(console: Console, words: str) -> None:
    console.print(Text(f"\n{words}", style="bold"))


def _line(console: Console, label: str, value: Any) -> None:
    shown = _iso(value) if isinstance(value, datetime) else value
    console.print(Text.assemble((f"{label:<12}", "dim"), plain(shown)), soft_wrap=True)


def _iso(value: Any) -> str:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)


def _exactly(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
