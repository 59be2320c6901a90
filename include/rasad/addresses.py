"""The one address of an article: every spelling under which feeds, mails, phones and AMP caches name the same page."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from rasad.model import Rejected

_MAX_URL = 2_000
_EDGE_SPACE = "".join(map(chr, range(0x21))) + "\u200e\u200f\ufeff\u00a0"
_HOST_PREFIXES = ("www.", "m.", "mobile.", "amp.", "beta.", "www2.", "www3.")
_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"(?:utm_.{0,40}|fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_ga|_gl|"
    r"ocid|cmpid|cmp|icid|ncid|smid|sref|ref|ref_src|ref_url|referrer|rss|ssr|spm|share|sharetype|"
    r"via|fb_action_ids|fb_source|guccounter|guce_referrer.{0,20}|hs_amp|at_.{0,20}|xtor|wt_mc|traffic_source|amp|"
    r"amp_.{0,20}|outputtype|usqp|_hs.{0,10}|oly_enc_id|vero_id|_openstat|yptr|ns_.{0,20}|tpcc)",
    re.IGNORECASE,
)  # names that say how the reader came, never what is read
_SESSION = re.compile(r"(?:phpsessid|jsessionid|sessionid|session_id)", re.IGNORECASE)
_ESCAPE = re.compile(r"(?:%[0-9a-f]{2}){1,2000}", re.IGNORECASE)
_MUST_STAY = "%/?#&=+;:@[]<>\"'\\^`{|} "  # characters that would mean something else, or break a line, when unescaped
_BREAKS = re.compile(r"""[\x00-\x20\x7f"<>\\^`{|}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]""")
_SLASHES = re.compile(r"/{2,2000}")
_AMP_END = re.compile(r"(?:/amp|/amp\.html|\.amp)$", re.IGNORECASE)
_AMP_START = re.compile(r"^/amp(?=/)", re.IGNORECASE)


def canonical_url(url: str) -> str | Rejected:
    """The canonical form of an address; applying it again changes nothing.

    https, lower-case host in ASCII without www., m., mobile., amp. or beta., no default port, user or fragment; path
    unescaped and NFC without doubled, AMP or trailing parts; query sorted, without tracking and session parameters.
    Rejected: bad_url (no http address, no host, longer than 2,000 characters).
    """
    parts = _split(url)
    if isinstance(parts, Rejected):
        return parts
    host = _host(parts)
    if host is None:
        return Rejected("bad_url", f"no usable host in {url[:100]!r}")
    query = _query(parts.query)
    return f"https://{host}{_path(parts.path)}" + (f"?{query}" if query else "")


def article_address(url: str, stated: str | None) -> str | Rejected:
    """The canonical address of a fetched page: the one that it states, if that is another page of the same host.

    A page can rename itself only within its host, and never to the host's front page.
    """
    own = canonical_url(url)
    if isinstance(own, Rejected) or not stated:
        return own
    other = canonical_url(urljoin(url, stated[:_MAX_URL]))
    if isinstance(other, Rejected):
        return own
    same_host = urlsplit(own).hostname == urlsplit(other).hostname
    return other if same_host and len(urlsplit(other).path) > 1 else own


def _split(url: str) -> SplitResult | Rejected:
    trimmed = url.strip(_EDGE_SPACE)
    if len(trimmed) > _MAX_URL:
        return Rejected("bad_url", f"{len(trimmed)} characters")
    try:
        parts = urlsplit(trimmed)
        usable = parts.scheme.lower() in _PORTS and bool(parts.hostname)
        parts.port  # noqa: B018  raises for a port that is no number
    except ValueError as error:
        return Rejected("bad_url", str(error)[:100])
    return parts if usable else Rejected("bad_url", f"not an http address: {trimmed[:100]!r}")


def _host(parts: SplitResult) -> str | None:
    host = unicodedata.normalize("NFKC", parts.hostname or "").rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if not host or _BREAKS.search(host):
        return None
    for prefix in _HOST_PREFIXES:
        if host.startswith(prefix) and host.count(".") >= 2:
            host = host.removeprefix(prefix)
            break
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    return host if port is None or port == _PORTS[parts.scheme.lower()] else f"{host}:{port}"


def _path(path: str) -> str:
    plain = _SLASHES.sub("/", _unescape(path)).rstrip("/")
    plain = _AMP_START.sub("", _AMP_END.sub("", plain)).rstrip("/")
    return plain or "/"


def _query(query: str) -> str:
    pairs = []
    for item in query.split("&"):
        name, equals, value = item.partition("=")
        plain = _unescape(name.removeprefix("amp;"))
        if plain and not _TRACKING.fullmatch(plain) and not _SESSION.fullmatch(plain):
            pairs.append((plain, _unescape(value), equals))
    return "&".join(name + (equals and "=") + value for name, value, equals in sorted(set(pairs)))


def _unescape(words: str) -> str:
    plain = unicodedata.normalize("NFC", _ESCAPE.sub(_decoded, words))
    # Raw and escaped spellings of what cannot be seen (a no-break space, a ZWNJ) are one spelling: the escaped one.
    return "".join(
        character
        if character.isprintable() and not _BREAKS.match(character)
        else quote(character, safe="", errors="replace")
        for character in plain
    )


def _decoded(escapes: re.Match[str]) -> str:
    """A run of escapes as characters; what is not UTF-8, or must stay escaped, stays so in upper case."""
    raw = bytes.fromhex(escapes.group().replace("%", ""))
    pieces = []
    for character in raw.decode("utf-8", "surrogateescape"):
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF:
            pieces.append(f"%{code - 0xDC00:02X}")
        elif character in _MUST_STAY or not character.isprintable():
            pieces.append(quote(character, safe=""))
        else:
            pieces.append(character)
    return "".join(pieces)
