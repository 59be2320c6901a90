"""Orders: what a batch is asked to land, checked before anything is fetched."""

from __future__ import annotations

from typing import Any

import pytest

from rasad.errors import ConfigError
from rasad.orders import Order, order_from


def test_no_order_is_the_daily_run() -> None:
    assert order_from(None) == order_from({}) == Order()
    assert Order().kind == "daily"


def test_empty_fields_of_a_form_are_no_values() -> None:
    order = order_from({"kind": "backfill", "source": "a.warc.gz", "outlet": "", "since": "", "until": ""})
    assert (order.shape, order.since) == ("warc", None)


@pytest.mark.parametrize(
    ("source", "shape"),
    [
        ("CC-NEWS-20260101-00001.warc.gz", "warc"),
        ("old.arc.gz", "warc"),
        ("https://news.example/sitemap.xml", "sitemap"),
        ("list.txt", "addresses"),
    ],
)
def test_the_source_says_how_it_is_read(source: str, shape: str) -> None:
    assert order_from({"kind": "backfill", "source": source, "outlet": "med:a"}).shape == shape


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"kind": "backfill"}, "needs a source"),
        ({"source": "a.warc"}, "needs a source"),
        ({"kind": "backfill", "source": "https://news.example/sitemap.xml"}, "needs the outlet"),
        ({"kind": "weekly"}, "kind"),
        ({"kind": "backfill", "source": "a.txt", "most": 0}, "most"),
        ({"kind": "backfill", "source": "a.txt", "since": "2026-02-01", "until": "2026-01-01"}, "swap them"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_order_names_the_field_and_the_remedy(values: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        order_from(values)
