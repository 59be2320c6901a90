"""What a complete reply amounts to: a page, a 304, or a reason."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.edges.web import sniffing, walls
from rasad.edges.web.requesting import Reply
from rasad.edges.web.unpacking import decoded
from rasad.model import Rejected


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decoded body, or why there is none."""

    body: bytes = b""
    error: str | None = None
    notes: tuple[str, ...] = ()


def judge(reply: Reply, *, asked: bool, most: int, listing: bool = False) -> Verdict:
    """Whether a reply can be kept. `asked`: validators were sent. `most`: decoded bytes.

    Errors: filtered, challenge, legal, rest (429, or 503 with Retry-After), unasked_304, empty, not_text, truncated,
    too_big, bad_encoding, http_<status>.
    """
    status = reply.status
    if not 200 <= status < 300:
        return Verdict(error=_refusal(reply, asked, most))
    if status in (205, 206):
        return Verdict(error=f"http_{status}")
    content = decoded(reply.wire, _coding(reply), most)
    if isinstance(content, Rejected):
        return Verdict(error=content.reason)
    body, notes = content
    if error := walls.wall(status, reply.headers, body):
        return Verdict(error=error)
    if not body or body.isspace():
        return Verdict(error="empty")
    return _judge_text(reply, body, notes, listing)


def _judge_text(reply: Reply, body: bytes, notes: tuple[str, ...], listing: bool) -> Verdict:
    content_type = reply.headers.get("Content-Type", "")
    if not sniffing.is_text(body, content_type):
        return Verdict(error="not_text")
    if sniffing.is_mismatch(content_type):
        notes = (*notes, "type_mismatch")
    if sniffing.is_unended(body):
        # Without a length only the closing tag tells a page from half a page. Of a listing, whole items can be saved.
        if not reply.framed and not listing:
            return Verdict(error="truncated")
        notes = (*notes, "unended")
    return Verdict(body, None, notes)


def _refusal(reply: Reply, asked: bool, most: int) -> str | None:
    if reply.status == 304:
        return None if asked else "unasked_304"
    content = decoded(reply.wire, _coding(reply), most) if reply.wire else Rejected("empty", "")
    body = reply.wire if isinstance(content, Rejected) else content[0]
    if error := walls.wall(reply.status, reply.headers, body):
        return error
    if reply.status == 429 or (reply.status == 503 and "Retry-After" in reply.headers):
        return "rest"
    return "legal" if reply.status == 451 else f"http_{reply.status}"


def _coding(reply: Reply) -> str:
    return ",".join(reply.headers.getall("Content-Encoding", ()))
