"""The charset that a document declares, where it can be believed at all."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,3}=\s{0,3}["']?\s{0,3}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_WITHIN = 4096  # browsers look at the first 1,024 bytes; Persian pages put long comments first
# Not UTF-8 (the bytes were looked at before), nor a codec whose bytes below 0x80 are not ASCII: it would turn harmless
# bytes into markup.
_NEVER = re.compile(r"utf-?(?:7|8|16|32).*|ascii|idna|punycode|.*escape|undefined|cp037|cp500|cp1140|hz|iso2022.*")


def declared_charset(data: bytes) -> str | None:
    """The declared single- or multi-byte charset as Python names it, Latin-1 read as windows-1252 as browsers do.

    None where none is declared in the first 4,096 bytes, or one that is unknown, no text codec, or not to be used.
    """
    found = _DECLARED.search(data, 0, _WITHIN)
    if not found:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
        b"a".decode(name)
    except (LookupError, ValueError):
        return None
    if _NEVER.fullmatch(name.replace("_", "-")):
        return None
    return "cp1252" if name == "iso8859-1" else name
