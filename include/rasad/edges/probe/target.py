"""What to probe: an outlet of ours by id or file, or a site that has no file yet by its domain or address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rasad.catalogue import Feed, FrontPage, Outlet, Sitemap, known_outlets
from rasad.errors import ConfigError
from rasad.settings import Settings
from rasad.stages.land.sites import read_link
from rasad.strict import read_model

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Target:
    """The site to look at. `asked` is an address that may itself be a listing."""

    name: str
    home: str
    outlet: Outlet | None = None
    asked: str | None = None

    @property
    def listings(self) -> tuple[Feed | Sitemap | FrontPage, ...]:
        """What the outlet's file lists already."""
        return self.outlet.listings if self.outlet else ()

    @property
    def delay_s(self) -> float | None:
        """Seconds between two requests that the outlet's file asks for."""
        return self.outlet.politeness.delay_s if self.outlet else None


def find_target(settings: Settings, wanted: str) -> Target:
    """The outlet or site that a person means. Raises ConfigError for an id that no file has and for a bad address."""
    if wanted.endswith((".yml", ".yaml")):
        return _of(read_model(Path(wanted), Outlet))
    name = wanted.removeprefix("med:")
    if _ID.fullmatch(name) or name != wanted:
        outlets = known_outlets(settings)
        if f"med:{name}" in outlets:
            return _of(outlets[f"med:{name}"])
        raise ConfigError(
            "probe", "outlet", f"no outlet is called {name[:200]!r}; give an id of include/sources, a file, or a domain"
        )
    return _site(wanted)


def _of(outlet: Outlet) -> Target:
    first = next((listing.url for listing in outlet.listings), f"https://{outlet.domain}/")
    return Target(outlet.name.en, f"{urlsplit(first).scheme}://{outlet.domain}/", outlet)


def _site(wanted: str) -> Target:
    link = read_link(wanted if "://" in wanted else f"https://{wanted}", "")
    if link is None:
        raise ConfigError("probe", "outlet", f"{wanted[:200]!r} is no address that can be fetched; give a domain")
    parts = urlsplit(link.url)
    asked = link.url if parts.path.strip("/") or parts.query else None
    return Target(parts.hostname or wanted, f"{parts.scheme}://{parts.netloc}/", None, asked)
