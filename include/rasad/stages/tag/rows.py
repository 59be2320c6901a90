"""tag on rows: versions in, verdicts, mentions and topics out."""

from __future__ import annotations

import json

from rasad.gazetteer import load
from rasad.identity import short_hash
from rasad.model import Mention, Sign, Tagged
from rasad.stages.tag import Article, tag_all
from rasad.work import Row, Tables, Work


def build(work: Work) -> Tables:
    """The rows of the stage: what is read of each version."""
    return apart(work) if work.apart is None else work.apart


def apart(work: Work) -> Tables:
    """The rows of `articles`, `mentions`, `topics` and `evidence` for every version that waits to be tagged."""
    gazetteer = load(work.settings)
    tables: Tables = {"articles": [], "mentions": [], "topics": [], "evidence": []}
    versions = work.inputs["versions"]
    articles = (Article(each["body"], each["title"], each["lang"], each["published_at"]) for each in versions)
    for version, tagged in zip(versions, tag_all(articles, gazetteer), strict=True):
        tables["articles"].append(_article(version, tagged, gazetteer.version))
        tables["mentions"] += [_mention(version, mention) for mention in (*tagged.mentions, *tagged.inferred)]
        tables["topics"] += [
            {
                "version_id": version["version_id"],
                "topic_id": topic.topic_id,
                "score": topic.score,
                "evidence": json.dumps([[span.start, span.end] for span in topic.evidence]),
            }
            for topic in tagged.topics
        ]
        tables["evidence"] += [_evidence(version, sign) for sign in tagged.signs]
    return tables


def _article(version: Row, tagged: Tagged, gazetteer_version: str) -> Row:
    return {
        "version_id": version["version_id"],
        "relevant": tagged.relevant,
        "score": tagged.score,
        "reason": tagged.reason,
        "gazetteer_version": gazetteer_version,
    }


def mention_id(version_id: str, mention: Mention) -> str:
    """The id of one mention: its version and its place in it."""
    return short_hash("mention", version_id, str(mention.span.start), str(mention.span.end), mention.mention_type)


def _mention(version: Row, mention: Mention) -> Row:
    return {
        "mention_id": mention_id(version["version_id"], mention),
        "version_id": version["version_id"],
        "start": mention.span.start,
        "end": mention.span.end,
        "surface": mention.surface,
        "entity_id": mention.entity_id,
        "candidates": list(mention.candidates),
        "entity_type": mention.entity_type,
        "link_method": mention.link_method,
        "link_score": mention.link_score,
        "mention_type": mention.mention_type,
        "local_id": mention.local_id,
    }


def _evidence(version: Row, sign: Sign) -> Row:
    first = min(sign.spans, default=None)
    return {
        "version_id": version["version_id"],
        "subject": sign.subject,
        "rule": sign.rule,
        "rule_type": "entity" if sign.is_entity else "word",
        "weight": round(sign.weight, 3),
        "in_title": sign.in_title,
        "n_places": len(sign.spans),
        "start": first and first.start,
        "end": first and first.end,
        "surface": first and first.of(version["body"]),
    }
