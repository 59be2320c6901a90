"""Content-addressed identifiers: the same words from the same place always get the same id.

The rule, for every id: the kind letter and the parts are joined by U+241F (symbol for unit separator), encoded as UTF-8,
hashed with SHA-256, and the first 20 hexadecimal digits are kept. Lists inside one part are joined by U+241E (symbol for
record separator). Texts are NFC before hashing. No offset, run or program version enters an id, so ids survive
moved boilerplate, later runs and new releases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from rasad.text.normalise import fold_key, nfc

ID_LENGTH = 20
_BETWEEN_PARTS = "\u241f"
_BETWEEN_ITEMS = "\u241e"
_SLUG_WORDS = 8
_NOT_SLUG = re.compile(r"[\W_]+")


def short_hash(kind: str, *parts: str) -> str:
    """The id of a thing of one kind: 20 hex digits of SHA-256 over the kind and its parts, joined by U+241F."""
    joined = _BETWEEN_PARTS.join((kind, *parts))
    return sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def slug(phrase: str) -> str:
    """The first words of a phrase as an id part: match keys joined by hyphens."""
    return "-".join(_NOT_SLUG.sub(" ", fold_key(phrase)).split()[:_SLUG_WORDS])


def local_id(name: str) -> str:
    """The id of somebody or something that the gazetteer does not know: their name's own words, the same in every article."""
    return f"unk:{slug(name) or 'unspecified'}"


def article_id(url_canonical: str) -> str:
    """The id of an article, whatever versions of it appear."""
    return short_hash("a", url_canonical)


def version_id(article: str, title: str | None, body: str) -> str:
    """The id of one wording of an article. A missing title counts as an empty one."""
    return short_hash("v", article, nfc(title or ""), nfc(body))


def claim_id(article: str, content_texts: Iterable[str], speaker_surface_key: str, cue_lemma: str, ordinal: int) -> str:
    """The id of a claim of an article.

    `content_texts` are the exact pieces of the content in order; `speaker_surface_key` is the match key of the source as
    written (empty where there is none); `ordinal` counts earlier claims of the article with identical content, from 0.
    """
    content = _BETWEEN_ITEMS.join(nfc(piece) for piece in content_texts)
    return short_hash("c", article, content, speaker_surface_key, cue_lemma, str(ordinal))


def claim_cluster_id(earliest_claim: str) -> str:
    """The id of a cluster of claims, by its earliest member; merged clusters keep the older id."""
    return short_hash("k", earliest_claim)


def duplicate_cluster_id(root_article: str) -> str:
    """The id of a cluster of equal or near-equal articles, by the article that had the words first."""
    return short_hash("d", root_article)
