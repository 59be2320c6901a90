"""One message to a webhook: taken or not, in a bounded time, followed nowhere, and signed."""

from __future__ import annotations

import hashlib
import hmac
import time
from datetime import UTC, datetime

import pytest

from alert_sinks import webhook_server
from rasad.edges.web.posting import post, signature
from rasad.model import Rejected

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
BODY = '{"text": "خبر"}'.encode()


def test_what_the_receiver_takes_is_what_was_sent_and_it_can_check_who_sent_it() -> None:
    with webhook_server() as hook:
        assert post(hook.address, BODY, 5, "our key", NOW) is None
    ((path, headers, body),) = hook.requests
    assert (path, body, headers["Content-Type"]) == ("/hook", BODY, "application/json")
    stated = dict(part.split("=") for part in headers["X-Rasad-Signature"].split(","))
    expected = hmac.new(b"our key", f"{stated['t']}.".encode() + body, hashlib.sha256).hexdigest()
    assert stated == {"t": str(int(NOW.timestamp())), "v1": expected}
    assert signature(BODY + b" ", "our key", int(NOW.timestamp())) != headers["X-Rasad-Signature"]


def test_without_a_key_nothing_is_signed() -> None:
    with webhook_server() as hook:
        assert post(hook.address, BODY, 5) is None
    assert "X-Rasad-Signature" not in hook.requests[0][1]


@pytest.mark.parametrize("status", [204, 302, 400, 500])
def test_only_a_2xx_is_taken_and_a_redirect_is_not_followed(status: int) -> None:
    with webhook_server() as elsewhere, webhook_server(status, location=elsewhere.address) as hook:
        assert post(hook.address, BODY, 5) == (None if status == 204 else Rejected(f"http_{status}"))
    assert elsewhere.requests == []


def test_a_receiver_that_does_not_answer_costs_the_time_it_is_given() -> None:
    with webhook_server(wait=20) as hook:
        began = time.monotonic()
        assert post(hook.address, BODY, 0.3) == Rejected("timeout", "0.3 s")
        assert time.monotonic() - began < 10


def test_an_address_that_is_none_is_refused_without_being_told() -> None:
    for address in ("http://127.0.0.1:9/secret-token", "not an address", "ftp://127.0.0.1/secret-token"):
        refused = post(address, BODY, 2)
        assert isinstance(refused, Rejected)
        assert "secret-token" not in refused.reason + refused.detail
