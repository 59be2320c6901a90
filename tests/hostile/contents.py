"""Answers in sound HTTP: what they carry, which status they have, where they lead."""

from __future__ import annotations

import gzip
import time
import zlib
from email.utils import formatdate

from peer import ARTICLE, FEED, GZIP, PNG, Peer, behaviour, moves, says


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    zeros = b"A" * (1 << 20)
    return b"".join(packer.compress(zeros) for _ in range(megabytes)) + packer.flush()


BOMB = bomb(64)

# Plain good manners, to see that they still work.
says("plain", ARTICLE)
says("packed", gzip.compress(ARTICLE), "text/html", GZIP)
says("two_gzip_members", gzip.compress(ARTICLE[:500]) + gzip.compress(ARTICLE[500:]), "text/html", GZIP)
says("x_gzip", gzip.compress(ARTICLE), "text/html", "Content-Encoding: x-gzip")
says("identity_coding", ARTICLE, "text/html", "Content-Encoding: identity")
says("refresh_header", ARTICLE, "text/html", "Refresh: 0; url=http://127.0.0.1:1/")
says("feed_as_html", FEED, "text/html")
says("page_as_png", ARTICLE, "image/png")
says("page_as_octets", ARTICLE, "application/octet-stream")
says("sitemap_gz", gzip.compress(FEED), "application/gzip")
says("gzip_undeclared", gzip.compress(ARTICLE))
says("gzip_then_garbage", gzip.compress(ARTICLE) + b"garbage behind the end", "text/html", GZIP)
says(
    "persian_utf16", "<html><body>\u0633\u0644\u0627\u0645</body></html>".encode("utf-16"), "text/html; charset=utf-16"
)
# Not content.
says("empty", b"")
says("spaces", b" \r\n " * 30)
says("png", PNG, "image/png")
says("png_as_html", PNG)
says("pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, "application/pdf")
says("random_bytes", bytes((n * 7919 + 13) % 256 for n in range(50_000)))
says("css_as_image", b"body { color: red }", "image/gif")
# Codings.
says("gzip_declared_plain_sent", ARTICLE, "text/html", GZIP)
says("gzip_cut", gzip.compress(ARTICLE)[:-30], "text/html", GZIP)
says("gzip_checksum_wrong", gzip.compress(ARTICLE)[:-8] + b"\x00" * 8, "text/html", GZIP)
says("gzip_twice", gzip.compress(gzip.compress(ARTICLE)), "text/html", "Content-Encoding: gzip, gzip")
says("gzip_twice_declared_once", gzip.compress(gzip.compress(ARTICLE)), "text/html", GZIP)
says("gzip_fifty_times", gzip.compress(ARTICLE), "text/html", "Content-Encoding: " + ", ".join(["gzip"] * 50))
says("brotli_unasked", b"\x0b\x02\x80hello\x03", "text/html", "Content-Encoding: br")
says("coding_unknown", ARTICLE, "text/html", "Content-Encoding: x-nonsense")
says("gzip_bomb", BOMB, "text/html", GZIP)
says("gzip_bomb_undeclared", BOMB, "application/xml")
says("gzip_members_without_end", gzip.compress(b"") * 5_000, "text/html", GZIP)
# Statuses.
says("not_found", b"no such page", status="404 Not Found")
says("gone", b"gone", status="410 Gone")
says("forbidden", b"no", status="403 Forbidden")
says("legal", b"removed on request", status="451 Unavailable For Legal Reasons")
says("teapot", b"", status="418 Teapot")
says("weird_status", b"?", status="999 Weird")
says("partial_unasked", ARTICLE[:400], status="206 Partial Content")
says("server_error", b"down", status="500 Internal Server Error")
says("not_implemented", b"never", status="501 Not Implemented")
says("rest_seconds", b"slow down", "text/plain", "Retry-After: 20", status="429 Too Many Requests")
says("rest_a_day", b"slow down", "text/plain", "Retry-After: 86400", status="429 Too Many Requests")
says("rest_nonsense", b"slow down", "text/plain", "Retry-After: -1; x", status="429 Too Many Requests")
says("rest_negative", b"slow down", "text/plain", "Retry-After: -30", status="429 Too Many Requests")
says("rest_unsaid", b"slow down", status="429 Too Many Requests")
says("rest_huge", b"slow down", "text/plain", "Retry-After: " + "9" * 5_000, status="429 Too Many Requests")
says("rest_503", b"back soon", "text/plain", "Retry-After: 30", status="503 Service Unavailable")
says("wall_header", b"<html>", "text/html", "cf-mitigated: challenge", status="403 Forbidden")
says("wall_cloudflare", b"<title>Just a moment...</title>", status="503 Service Unavailable")
says("wall_arvan", b"<html><script>__arcsjs=1</script>", status="403 Forbidden")
says("filter_frame", b'<html><iframe src="http://10.10.34.35:80"></iframe></html>')
says("filter_frame_403", b'<html><iframe src="http://10.10.34.34?type=x"></iframe></html>', status="403 Forbidden")
# Redirects.
moves("once", "/plain")
moves("relative", "plain")
moves("permanent", "/plain", status="308 Permanent Redirect")
moves("other_host", "http://second.example/plain")
moves("other_host_forbids", "http://closed.example/plain")
moves("nowhere", None)
moves("nowhere_empty", "")
moves("loop", "/loop")
moves("ping", "/pong")
moves("pong", "/ping")
moves("to_file", "file:///etc/passwd")
moves("to_ftp", "ftp://127.0.0.1:PORT/x")
moves("to_gopher", "gopher://127.0.0.1:6379/_FLUSHALL")
moves("to_loopback", "http://127.0.0.1:PORT/plain")
moves("to_loopback_port_80", "http://127.0.0.1/plain")
moves("to_private", "http://192.168.7.7/")
moves("to_ipv6_loopback", "http://[::1]/")
moves("to_decimal", "http://2130706433/")
moves("to_other_port", "http://second.example:8081/")
moves("to_userinfo", "http://user:secret@second.example/")
moves("to_backslash", "http://second.example\\@127.0.0.1/")
moves("to_filter", "http://10.10.34.36/")
moves("to_peyvandha", "http://peyvandha.ir/")
moves("to_long", "/" + "a" * 9_000)
moves("to_bad_bracket", "http://[")


@behaviour
def hops_three(peer: Peer) -> None:
    peer.head("302 Found", "Location: /hops_two", "Content-Length: 0")


moves("hops_two", "/once")


@behaviour
def hops_many(peer: Peer) -> None:
    left = int(peer.path.partition("?")[2] or 40)
    peer.head("302 Found", f"Location: /hops_many?{left - 1}" if left else "Location: /plain", "Content-Length: 0")


@behaviour
def loop_growing(peer: Peer) -> None:
    peer.head(
        "302 Found", f"Location: {peer.path}{'?' if '?' not in peer.path else ''}{'a' * 700}", "Content-Length: 0"
    )


@behaviour
def cookie_first(peer: Peer) -> None:
    if "been=here" in peer.headers.get("cookie", ""):
        peer.page()
    else:
        peer.head("302 Found", "Location: /cookie_first", "Set-Cookie: been=here; Path=/", "Content-Length: 0")


@behaviour
def cookie_never_enough(peer: Peer) -> None:
    peer.head("302 Found", "Location: /cookie_never_enough", f"Set-Cookie: n={peer.count}; Path=/", "Content-Length: 0")


@behaviour
def cookie_of_others(peer: Peer) -> None:
    peer.head(
        "302 Found", "Location: http://second.example/plain", "Set-Cookie: spy=1; Domain=example", "Content-Length: 0"
    )


@behaviour
def redirect_big_body(peer: Peer) -> None:
    peer.head("302 Found", "Location: /plain")
    for _ in range(300):
        peer.send(b"A" * (1 << 20))


@behaviour
def no_content(peer: Peer) -> None:
    peer.head("204 No Content")


@behaviour
def unasked_304(peer: Peer) -> None:
    peer.head("304 Not Modified")


@behaviour
def body_304(peer: Peer) -> None:
    peer.head("304 Not Modified", f"Content-Length: {len(FEED)}")
    peer.send(FEED)


@behaviour
def rest_until_date(peer: Peer) -> None:
    until = formatdate(time.time() + 40, usegmt=True)
    peer.page(b"slow down", "text/plain", f"Retry-After: {until}", status="429 Too Many Requests")


@behaviour
def error_twice(peer: Peer) -> None:
    if peer.count < 3:
        peer.page(b"oops", status="500 Internal Server Error")
    else:
        peer.page()


@behaviour
def weak_validator(peer: Peer) -> None:
    if peer.headers.get("if-none-match") == 'W/"v1-gzip"':
        peer.head("304 Not Modified")
    else:
        peer.page(gzip.compress(FEED), "application/rss+xml", 'ETag: W/"v1-gzip"', GZIP)


@behaviour
def dated_validator(peer: Peer) -> None:
    if peer.headers.get("if-modified-since") == "Sat, 21 Nov 2026 10:00:00 GMT":
        peer.head("304 Not Modified")
    else:
        peer.page(FEED, "application/rss+xml", "Last-Modified: Sat, 21 Nov 2026 10:00:00 GMT")


@behaviour
def raw_bytes_in_headers(peer: Peer) -> None:
    peer.page(ARTICLE, "text/html", 'ETag: "caf\xe9"')  # Latin-1 on the wire, no UTF-8


@behaviour
def raw_bytes_in_location(peer: Peer) -> None:
    peer.head("302 Found", "Location: /caf\xe9", "Content-Length: 0")
