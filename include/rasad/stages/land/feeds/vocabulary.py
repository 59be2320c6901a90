"""Element names of RSS, RDF and Atom and of their modules, as feedparser understands them: which field each one fills."""

from __future__ import annotations

import re

# Namespaces whose elements are the formats' own. An element without a namespace counts as one of them.
_CORE = {
    "http://www.w3.org/2005/atom",
    "http://purl.org/atom/ns#",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
}
# Modules with elements that fill a field of an entry, or that feedparser treats in a way of its own.
_MODULES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}
# Prefixes that feedparser knows under these or other namespaces: bound to anything else, they are not plain.
_RESERVED = {
    *_MODULES.values(),
    *("admin", "cc", "creativecommons", "psc", "georss", "gml", "geo", "xhtml", "xml", "xlink"),
}
_HARMLESS_RESERVED = {
    "creativecommons": "http://backend.userland.com/creativecommonsrssmodule",
    "georss": "http://www.georss.org/georss",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
    "admin": "http://webns.net/mvcb/",
}
_DECLARATION = re.compile(r"""xmlns(?::([^\s=]{1,100}))?\s{0,9}=\s{0,9}["']([^"']{0,300})""")

ODD = "odd"
_FIELDS = {
    **dict.fromkeys(("title", "dc_title"), "title"),
    "media_title": "media_title",
    "link": "link",
    **dict.fromkeys(("guid", "id"), "guid"),
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms_issued"), "published"),
    **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc_date", "dcterms_modified"), "updated"),
    **dict.fromkeys(("description", "summary", "dc_description", "media_description", "itunes_summary"), "summary"),
    **dict.fromkeys(("content_encoded", "content", "fullitem"), "content"),
    **dict.fromkeys(("feedburner_origlink", "pheedo_origlink"), "original"),
    "source": "source",
    # Text that matters to nobody here, but whose child elements feedparser takes for markup, not for fields.
    **dict.fromkeys(("subtitle", "tagline", "rights", "copyright", "info", "itunes_subtitle", "dc_rights"), "aside"),
    "feedburner_browserfriendly": "aside",
    # Elements that change what feedparser makes of those that follow, or names of its own dictionary keys.
    **dict.fromkeys(
        ("item", "entry", "channel", "feed", "rss", "rdf_rdf", "image", "textinput", "body", "abstract"), ODD
    ),
    **dict.fromkeys(
        ("date", "date_parsed", "links", "svg", "math", "where", "published_parsed", "updated_parsed"), ODD
    ),
}
NONE = ""


def declarations_are_plain(text: str, root: str) -> bool:
    """Whether every prefix that a feed declares means what it usually means, and the root's version is clear."""
    for prefix, uri in dict.fromkeys(_DECLARATION.findall(text)):
        prefix, uri = prefix.lower(), uri.lower()
        module = _MODULES.get(uri)
        if "backend.userland.com/rss" in uri:
            return False
        if prefix and module not in (None, prefix):
            return False
        if prefix in _RESERVED and module is None and _HARMLESS_RESERVED.get(prefix) != uri:
            return False
        if root == "rdf" and uri in ("http://www.w3.org/2005/atom", "http://purl.org/atom/ns#"):
            return False
        if root == "atom" and uri in ("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/"):
            return False
    return True


def is_entry_name(tag: str) -> bool:
    """Whether feedparser takes an element for an entry, in whatever case and place it stands."""
    namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    return local.lower() in ("item", "entry") and (not namespace or namespace.lower() in _CORE)


def field(tag: str, prefix: str | None) -> str:
    """The field that an element fills (`NONE`: none that matters), or `ODD` where only feedparser can say."""
    namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
    name, uri = local.lower(), namespace.lower()
    if not uri or uri in _CORE:
        return _FIELDS.get(name, NONE)
    module = _MODULES.get(uri)
    if module:
        return _FIELDS.get(f"{module}_{name}", NONE)
    if prefix is None:
        return ODD
    return ODD if name in ("svg", "math") else _FIELDS.get(f"{prefix.lower()}_{name}", NONE)
