"""JSON-LD of a page: what the publisher states about the article for search engines. Bounded against hostile pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_MAX_SCRIPT = 400_000  # characters of one JSON-LD block
_MAX_NODES = 2_000  # objects looked at in one page
_MAX_NAMES = 8  # authors kept
_ARTICLE_TYPES = ("article", "posting", "report", "review")
_NESTING = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """The article node of a page's JSON-LD. Dates are as written. `types` are all node types of the page, lower case."""

    headline: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    body: str | None = None
    types: frozenset[str] = frozenset()
    is_free: bool | None = None  # isAccessibleForFree; None where it is not said


def read(blocks: Iterable[str]) -> LinkedData:
    """The article that the JSON-LD blocks of one page describe; an empty value where none does."""
    nodes = [node for block in blocks for node in _nodes(_parse(block))][:_MAX_NODES]
    articles = [node for node in nodes if _is_article(node)] or [node for node in nodes if node.get("datePublished")]
    types = frozenset(kind for node in nodes for kind in _types(node))
    return LinkedData(
        headline=_first(articles, "headline") or _first(articles, "name"),
        author=_author(articles),
        published=_first(articles, "datePublished"),
        modified=_first(articles, "dateModified"),
        body=_first(articles, "articleBody"),
        types=types,
        is_free=_is_free(articles),
    )


def _parse(block: str) -> Any:
    if len(block) > _MAX_SCRIPT:
        return None
    try:
        return json.loads(block, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Objects in reading order, by a queue rather than by recursion."""
    waiting, seen = [value], 0
    while waiting and seen < _MAX_NODES:
        item = waiting.pop(0)
        seen += 1
        if isinstance(item, list):
            waiting[:0] = item[:_MAX_NODES]
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[key] for key in _NESTING if isinstance(item.get(key), (dict, list)))


def _types(node: dict[str, Any]) -> tuple[str, ...]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return tuple(str(kind).lower() for kind in listed if isinstance(kind, str))


def _is_article(node: dict[str, Any]) -> bool:
    return any(word in kind for kind in _types(node) for word in _ARTICLE_TYPES)


def _first(nodes: list[dict[str, Any]], key: str) -> str | None:
    for node in nodes:
        value = node.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _is_free(nodes: list[dict[str, Any]]) -> bool | None:
    said = [str(node["isAccessibleForFree"]).lower() for node in nodes if "isAccessibleForFree" in node]
    return None if not said else said[0] not in ("false", "http://schema.org/false", "https://schema.org/false")


def _author(nodes: list[dict[str, Any]]) -> str | None:
    for node in nodes:
        names = list(dict.fromkeys(_names(node.get("author"))))[:_MAX_NAMES]
        if names:
            return "; ".join(names)
    return None


def _names(author: Any) -> Iterator[str]:
    for item in author[:_MAX_NAMES] if isinstance(author, list) else [author]:
        name = item.get("name") if isinstance(item, dict) else item
        for value in name[:_MAX_NAMES] if isinstance(name, list) else [name]:
            if isinstance(value, str) and 1 < len(value.strip()) <= 120 and "://" not in value:
                yield value.strip()
