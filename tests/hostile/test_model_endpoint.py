"""A second extractor's endpoint that is down, slow, huge, wrong or turned against us: the stage goes on and says so."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pydantic import SecretStr

from rasad.edges.web.completions import MOST_BYTES, Completions, completions
from rasad.model import Rejected
from rasad.settings import Settings
from rasad.stages.claims import rows
from rasad.work import Tables, Work

BODY = "The clerk of the court said the gate is shut. For the cook, the bread is too old to be sold."
ADDED = {"source": "the cook", "cue": "For", "content": ["the bread is too old to be sold"]}
INVENTED = {"source": "The minister", "cue": "said", "content": ["the government has fallen"]}
Reply = Callable[["Endpoint"], None]


class Endpoint(BaseHTTPRequestHandler):
    """A stand-in that keeps what it was sent and answers as the test says."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, dict(self.headers), json.loads(body)))  # type: ignore[attr-defined]
        self.server.reply(self)  # type: ignore[attr-defined]

    def give(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        return None


@contextmanager
def serving(reply: Reply) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    server.daemon_threads = True
    server.reply, server.seen = reply, []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def asked(settings: Settings, server: ThreadingHTTPServer, **changed: Any) -> Settings:
    address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    return settings.model_copy(update={"extractor_url": address, "extractor_model": "stand-in", **changed})


def says(*claims: Any) -> Reply:
    words = json.dumps({"claims": list(claims)})
    answer = json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()
    return lambda handler: handler.give(answer)


def slow(handler: Endpoint) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    try:
        for _ in range(100):
            handler.wfile.write(b" ")
            time.sleep(0.05)
    except OSError:
        return


def version(number: int) -> dict[str, Any]:
    return {
        "version_id": f"v{number}",
        "article_id": f"a{number}",
        "title": None,
        "body": BODY,
        "lang": "en",
        "source_id": "med:b",
        "published_at": datetime(2026, 11, 20, 8, tzinfo=UTC),
        "relevant": True,
        "score": 1.0,
        "reason": "",
    }


def built(settings: Settings, articles: int = 1) -> tuple[Tables, list[str]]:
    """The claim tables of some articles, and what the log was told."""
    told: list[str] = []
    inputs = {"versions": [version(n) for n in range(articles)], "mentions": [], "topics": [], "upstreams": []}
    work = Work(settings, "b1", datetime(2026, 11, 20, tzinfo=UTC), inputs, told.append, complete=completions(settings))
    return rows.build(work), told


def by_model(tables: Tables) -> list[tuple[str, str]]:
    return [(row["speaker_surface"], row["content_text"]) for row in tables["claims"] if row["method"] == "model"]


def test_off_by_default(settings: Settings) -> None:
    assert completions(settings) is None
    tables, told = built(settings)
    assert (by_model(tables), told) == ([], [])


def test_a_claim_that_stands_in_the_article_is_added_and_marked(settings: Settings) -> None:
    with serving(says(ADDED)) as server:
        tables, told = built(asked(settings, server))
    assert by_model(tables) == [("the cook", "the bread is too old to be sold")]
    assert tables["readings"][0]["n_model_claims"] == 1
    assert tables["readings"][0]["model_outcome"] == "answered"
    assert "1 claims added" in told[-1]


def test_the_claims_of_the_rules_are_the_same_with_and_without(settings: Settings) -> None:
    with serving(says(ADDED)) as server:
        with_model, _ = built(asked(settings, server))
    without, _ = built(settings)
    assert [row for row in with_model["claims"] if row["method"] == "rules"] == without["claims"]


def test_invented_injected_and_malformed_claims_are_refused_and_counted(settings: Settings) -> None:
    injected = {"source": "The clerk of the court", "cue": "said", "content": ["the government has fallen"]}
    with serving(says(INVENTED, injected, ADDED, {"claims": []}, 7, ADDED | {"content": [BODY * 100]})) as server:
        tables, _ = built(asked(settings, server))
    assert by_model(tables) == [("the cook", "the bread is too old to be sold")]
    assert tables["readings"][0]["n_refused_proposals"] == 5


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (lambda handler: handler.give(b"x" * (MOST_BYTES + 1)), "too_big"),
        (lambda handler: handler.give(b"not json"), "not_an_answer"),
        (lambda handler: handler.give(b"[" * 100_000), "not_an_answer"),
        (lambda handler: handler.give(b'{"choices": []}'), "not_an_answer"),
        (lambda handler: handler.give(b'{"choices": [{"message": {"content": null}}]}'), "not_an_answer"),
        (lambda handler: handler.give(b"{}", 500), "http_500"),
        (lambda handler: handler.give(b"{}", 302, Location="http://127.0.0.1:9/"), "http_302"),
        (lambda handler: handler.connection.close(), "connection"),
        (slow, "timeout"),
    ],
)
def test_a_failing_endpoint_costs_its_claims_and_nothing_else(settings: Settings, reply: Reply, outcome: str) -> None:
    with serving(reply) as server:
        tables, told = built(asked(settings, server, extractor_timeout_s=0.3))
    assert tables["readings"][0]["model_outcome"] == outcome
    assert by_model(tables) == []
    assert len(tables["claims"]) == len(built(settings)[0]["claims"]) > 0
    assert outcome in told[-1]


def test_nobody_at_the_address_fails_nothing(settings: Settings) -> None:
    tables, _ = built(settings.model_copy(update={"extractor_url": "http://127.0.0.1:9/v1"}))
    assert tables["readings"][0]["model_outcome"] == "connection"


def test_an_endpoint_that_is_down_is_given_up_and_not_asked_for_every_article(settings: Settings) -> None:
    with serving(lambda handler: handler.give(b"{}", 503)) as server:
        tables, told = built(asked(settings, server), articles=6)
        assert len(server.seen) == 3  # type: ignore[attr-defined]
    assert [row["model_outcome"] for row in tables["readings"]].count("gave_up") == 3
    assert "3 gave_up, 3 http_503" in told[-1]


def test_time_and_articles_of_a_run_are_bounded(settings: Settings) -> None:
    with serving(says()) as server:
        few, _ = built(asked(settings, server, extractor_articles=2), articles=3)
        no_time, _ = built(asked(settings, server, extractor_budget_s=1e-9), articles=1)
    assert few["readings"][-1]["model_outcome"] == "too_many_articles"
    assert no_time["readings"][0]["model_outcome"] == "over_budget"


def test_the_key_goes_into_its_header_and_nowhere_else(settings: Settings) -> None:
    with serving(says()) as server:
        known = asked(settings, server, extractor_key=SecretStr("s3cret"))
        _, told = built(known)
        path, headers, body = server.seen[0]  # type: ignore[attr-defined]
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer s3cret"
    assert "s3cret" not in json.dumps(body) + repr(known) + "".join(told)
    assert body["model"] == "stand-in"
    assert body["response_format"]["json_schema"]["strict"] is True


def test_a_refused_answer_never_raises(settings: Settings) -> None:
    with serving(lambda handler: handler.give(b"\xff\xfe")) as server:
        answer = Completions(asked(settings, server))("instruction", "data", {})
    assert isinstance(answer, Rejected)
