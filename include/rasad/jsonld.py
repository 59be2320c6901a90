"""The published claims as linked data: schema.org Claim, Quotation and NewsArticle. Never ClaimReview: we do not rate truth.

A cluster is a Claim with its appearances; each statement of it in an article is a Quotation where it is quoted word for word, else
a Claim, and says of which cluster it is an example.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, TextIO
from urllib.parse import urlsplit

from rasad.edges import snapshot, store
from rasad.settings import Settings
from rasad.work import Row

CONTEXT = "https://schema.org"
_PARTY = {
    "person": "Person",
    "org": "Organization",
    "group": "Organization",
    "outlet": "NewsMediaOrganization",
    "office": "Organization",
}
_ARTICLES = """
SELECT a.article_id, a.url_canonical, a.lang, v.title, v.published_at, v.modified_at, s.name_en, s.domain
FROM articles AS a
INNER JOIN article_versions AS v ON v.version_id = a.current_version_id
LEFT JOIN sources AS s ON s.source_id = a.source_id
WHERE :run IS NULL OR a.article_id IN (SELECT article_id FROM claims WHERE run_id = :run)
ORDER BY a.article_id
"""
_CLUSTERS = """
SELECT k.cluster_id, k.label, f.lang, fa.url_canonical AS first_url, list(DISTINCT a.url_canonical ORDER BY a.url_canonical) AS urls
FROM claim_clusters AS k
INNER JOIN claims AS f ON f.claim_id = k.canonical_claim_id
INNER JOIN articles AS fa ON fa.article_id = f.article_id
INNER JOIN claims AS c ON c.cluster_id = k.cluster_id
INNER JOIN articles AS a ON a.article_id = c.article_id
WHERE :run IS NULL OR k.cluster_id IN (SELECT cluster_id FROM claims WHERE run_id = :run)
GROUP BY ALL
ORDER BY k.cluster_id
"""
_CLAIMS = """
SELECT
    c.claim_id, c.cluster_id, c.content_text, c.lang, c.quote_type, c.attr_voice, c.speaker_surface, c.reported_at,
    a.url_canonical, e.type, e.name_en, e.name_fa, e.wikidata, s.name_en AS outlet
FROM claims AS c
INNER JOIN articles AS a ON a.article_id = c.article_id
LEFT JOIN entities AS e ON e.entity_id = c.speaker_entity_id
LEFT JOIN sources AS s ON s.source_id = a.source_id
WHERE :run IS NULL OR c.run_id = :run
ORDER BY c.claim_id
"""


def export(settings: Settings, out: TextIO, *, run: str | None = None) -> int:
    """Write the claims of the current snapshot, or of one run, as one JSON-LD document. Returns how many things it holds."""
    count = 0
    with store.opened(snapshot.current(settings), read_only=True) as database:
        things = chain(
            map(_article, database.rows(_ARTICLES, run=run)),
            map(_cluster, database.rows(_CLUSTERS, run=run)),
            map(_statement, database.rows(_CLAIMS, run=run)),
        )
        out.write(f'{{"@context": {json.dumps(CONTEXT)}, "@graph": [')
        for count, thing in enumerate(things, 1):
            out.write(("," if count > 1 else "") + "\n" + json.dumps(_told(thing), ensure_ascii=False))
        out.write("\n]}\n")
    return count


def _article(row: Row) -> Row:
    return {
        "@type": "NewsArticle",
        "@id": _address(row["url_canonical"], "article", row["article_id"]),
        "identifier": row["article_id"],
        "url": _web(row["url_canonical"]),
        "headline": row["title"],
        "inLanguage": row["lang"],
        "datePublished": _instant(row["published_at"]),
        "dateModified": _instant(row["modified_at"]),
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": row["name_en"],
            "url": row["domain"] and f"https://{row['domain']}/",
        },
    }


def _cluster(row: Row) -> Row:
    return {
        "@type": "Claim",
        "@id": f"urn:rasad:cluster:{row['cluster_id']}",
        "identifier": row["cluster_id"],
        "text": row["label"],
        "inLanguage": row["lang"],
        "firstAppearance": {"@id": row["first_url"]},
        "appearance": [{"@id": url} for url in row["urls"]],
    }


def _statement(row: Row) -> Row:
    is_quoted = row["quote_type"] == "direct" and row["attr_voice"] == "speaker"
    return {
        "@type": "Quotation" if is_quoted else "Claim",
        "@id": f"urn:rasad:claim:{row['claim_id']}",
        "identifier": row["claim_id"],
        "text": row["content_text"],
        "inLanguage": row["lang"],
        "creator": _speaker(row),
        "datePublished": _instant(row["reported_at"]),
        "isPartOf" if is_quoted else "appearance": {"@id": row["url_canonical"]},
        "exampleOfWork": {"@id": f"urn:rasad:cluster:{row['cluster_id']}"},
    }


def _speaker(row: Row) -> Row | None:
    if row["attr_voice"] == "outlet":
        return {"@type": "NewsMediaOrganization", "name": row["outlet"]}
    if row["name_en"] is None:
        return {"@type": "Thing", "name": row["speaker_surface"]} if row["speaker_surface"] else None
    return {
        "@type": _PARTY.get(row["type"], "Thing"),
        "name": row["name_en"],
        "alternateName": row["name_fa"],
        "sameAs": row["wikidata"] and f"https://www.wikidata.org/entity/{row['wikidata']}",
    }


def _told(thing: Mapping[str, Any]) -> Row:
    """Without what is not known, at every depth."""
    return dict(_known(thing))


def _known(thing: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in thing.items():
        if isinstance(value, Mapping):
            value = _told(value)
        if value is not None and value not in ({}, []):
            yield key, value


def _address(url: str, kind: str, own_id: str) -> str:
    return _web(url) or f"urn:rasad:{kind}:{own_id}"


def _web(url: str) -> str | None:
    return url if urlsplit(url).scheme in ("http", "https") else None


def _instant(value: Any) -> str | None:
    return value.isoformat() if value else None
