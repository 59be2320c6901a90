"""Starting the file of a new outlet: what is given is written down, what is not is left unchecked, and nothing is invented."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import ValidationError

from rasad.affiliation import NOBODY_HAS_CHECKED, AffiliationClass
from rasad.catalogue import UNLISTED, Outlet, check_together
from rasad.errors import ConfigError
from rasad.gazetteer.table import as_entity
from rasad.settings import INCLUDE
from rasad.strict import read_model

SOURCES = INCLUDE / "sources"
Ask = Callable[[str, str], str]
"""Asks a person for a fact, given what it is called and what is written if the answer is empty."""

_OPTIONS = {
    "domain": "--domain",
    "languages": "--language",
    "country": "--country",
    "affiliation": "--affiliation",
    "publisher_group": "--group",
    "feeds": "--feed",
}


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody knows of a new outlet. None or empty: not said."""

    id: str
    domain: str | None = None
    name_en: str | None = None
    name_fa: str | None = None
    languages: tuple[str, ...] = ()
    country: str | None = None
    class_: str | None = None
    group: str | None = None
    feeds: tuple[str, ...] = ()


def add_outlet(given: Given, folder: Path = SOURCES, ask: Ask | None = None) -> Path:
    """Write `<folder>/<id>.yml` and return its path. With `ask`, a person is asked for what is missing.

    The outlet is off, in the class `unclassified` unless one is given, and no listing has a verdict. Raises ConfigError
    when the file exists, a value is wrong, or it contradicts another outlet of the folder; then nothing is written.
    """
    stem = given.id.removeprefix("med:")
    path = folder / f"{stem}.yml"
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", stem):
        raise ConfigError(stem, "id", "is no id: use lower-case letters, digits and single hyphens, like nile-post")
    if path.exists():
        raise ConfigError(path, "file", "exists already and is never overwritten; edit it, or choose another id")
    facts = _facts(stem, _completed(given, ask), path)
    others = {other: read_model(other, Outlet) for other in sorted(folder.glob("*.yml"))} if folder.is_dir() else {}
    check_together({**others, path: _checked(facts, path)})
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(as_yaml(facts))
    return path


def next_steps(path: Path) -> Iterator[str]:
    """What a person has to do before the new outlet can be enabled."""
    stem = path.stem
    yield f"wrote {path}: off, nothing in it is checked"
    yield f"1. python -m rasad probe {stem}: what its feeds, sitemaps and robots.txt give"
    yield "2. for each listing that you keep: verdict, checked_on, and evidence (who saw it work, and how)"
    yield "3. affiliation: the class, a note with the facts, and in source the citation; without one it reads"
    yield f'   "{NOBODY_HAS_CHECKED}". publisher_group: whoever owns it, or {UNLISTED}'
    yield "4. name.fa, languages, country, and dates if you looked at the pages; leave out what you do not know"
    yield "5. enabled: true once a listing works; make docs; make test"


def as_yaml(facts: dict[str, Any]) -> str:
    """An outlet's facts as our files are written: in the order of the model, lists indented, Persian readable."""
    return yaml.dump(facts, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=110)


class _Indented(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _completed(given: Given, ask: Ask | None) -> Given:
    """The same with every gap filled: by the person asked, or by what says least."""

    def fact(value: str | None, question: str, otherwise: str) -> str:
        return value or (ask(question, otherwise).strip() if ask else "") or otherwise

    domain = fact(given.domain, "domain, like news.example", "")
    name_en = fact(given.name_en, "name in English", domain)
    name_fa = fact(given.name_fa, "name in Persian, if it has one", "")
    guess = "fa" if domain.endswith(".ir") else "en"
    languages = given.languages or fact(None, "languages, the main one first, like fa,en", guess).split(",")
    return Given(
        id=given.id,
        domain=domain,
        name_en=name_en,
        name_fa=name_fa or None,
        languages=tuple(language.strip() for language in languages),
        country=fact(given.country, "country that it works from, like IR", "unknown"),
        class_=fact(given.class_, f"class ({', '.join(get_args(AffiliationClass))})", "unclassified"),
        group=fact(given.group, "publisher group", UNLISTED),
        feeds=given.feeds or tuple(fact(None, "addresses of feeds, with a space between", "").split()),
    )


def _facts(stem: str, given: Given, path: Path) -> dict[str, Any]:
    if not given.domain:
        raise ConfigError(path, "domain", "is missing: give --domain, like news.example")
    name = {"en": given.name_en} | ({"fa": given.name_fa} if given.name_fa else {})
    facts: dict[str, Any] = {
        "id": f"med:{stem}",
        "name": name,
        "domain": given.domain,
        "languages": list(given.languages),
        "country": given.country,
        "affiliation": {"class": given.class_, "source": "", "confidence": "low"},
        "publisher_group": given.group,
    }
    if given.feeds:
        facts["feeds"] = [{"url": url, "language": given.languages[0], "evidence": "unchecked"} for url in given.feeds]
    return facts | {
        "volume": {"per_day": None, "evidence": "unchecked"},
        "politeness": {"delay_s": None, "evidence": "unchecked"},
        "dates": {"calendar": None, "timezone": None, "evidence": "unchecked"},
        "enabled": False,
        "notes": "Off; a new file of which nothing is checked: name, languages, country, class and listings included.",
    }


def _checked(facts: dict[str, Any], path: Path) -> Outlet:
    try:
        outlet = Outlet.model_validate(facts)
        as_entity(outlet)  # texts cite it by these names, so they must be as clean as the gazetteer's
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "name"
        option = _OPTIONS.get(field.split(".")[0])
        remedy = f"; give another with {option}" if option else ""
        raise ConfigError(path, field, f"{first['msg']} (found {first['input']!r:.80}){remedy}") from error
    return outlet
