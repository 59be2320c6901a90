"""Certificates are always verified: no content comes over a connection that somebody else may have made."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from rasad.edges import web
from rasad.settings import Settings


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"" if self.path == "/robots.txt" else b"<p>hello</p>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        return None


class Quiet(HTTPServer):
    def handle_error(self, *_: Any) -> None:
        return None


def certificate(folder: Path, name: str, days: int = 1) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextmanager
def serving(pem: Path) -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = Quiet(("127.0.0.1", 0), Page)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def fetch(folder: Path, pem: Path, host: str = "paper.example") -> web.Answer:
    async def go(port: int) -> web.Answer:
        settings = Settings(data=folder, fetch_deadline_s=5.0)
        async with web.fetching(settings, {host: ("127.0.0.1", port)}) as fetcher:
            return await fetcher.fetch(f"https://{host}/")

    with serving(pem) as port:
        return asyncio.run(go(port))


def test_a_certificate_that_nobody_vouches_for_gives_no_content(tmp_path: Path) -> None:
    answer = fetch(tmp_path, certificate(tmp_path, "paper.example"))
    assert (answer.error, answer.body) == ("tls", b"")


@pytest.mark.parametrize(("name", "days"), [("other.example", 1), ("paper.example", -1)])
def test_a_trusted_certificate_of_another_host_or_time_gives_no_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, days: int
) -> None:
    pem = certificate(tmp_path, name, days)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    assert fetch(tmp_path, pem).error == "tls"


def test_a_trusted_certificate_gives_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pem = certificate(tmp_path, "paper.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    assert fetch(tmp_path, pem).body == b"<p>hello</p>"
