"""Answers that are late, endless or broken HTTP."""

from __future__ import annotations

import socket
import time

from peer import ARTICLE, CHUNKED, LIFE_S, Peer, behaviour, reset


@behaviour
def silent(peer: Peer) -> None:
    peer.sock.settimeout(LIFE_S)
    peer.sock.recv(1)


@behaviour
def slow_headers(peer: Peer) -> None:
    peer.drip(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 500, 0.1)


@behaviour
def slow_body(peer: Peer) -> None:
    peer.head("200 OK", f"Content-Length: {len(ARTICLE)}")
    peer.drip(ARTICLE, 0.1)


@behaviour
def slow_chunks(peer: Peer) -> None:
    peer.head("200 OK", CHUNKED)
    while True:
        peer.chunk(b"a")
        time.sleep(0.1)


@behaviour
def slow_error_page(peer: Peer) -> None:
    peer.head("404 Not Found")
    peer.drip(b"n" * 500, 0.1)


@behaviour
def slow_but_honest(peer: Peer) -> None:
    peer.head("200 OK", "Content-Type: text/html", f"Content-Length: {len(ARTICLE)}")
    for start in range(0, len(ARTICLE), 400):
        peer.send(ARTICLE[start : start + 400])
        time.sleep(0.1)


@behaviour
def only_informational(peer: Peer) -> None:
    while True:
        peer.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" * 20)
        time.sleep(0.05)


@behaviour
def endless(peer: Peer) -> None:
    peer.head("200 OK", "Content-Type: text/html")
    while True:
        peer.send(b"<p>word " * 20_000)


@behaviour
def endless_chunks(peer: Peer) -> None:
    peer.head("200 OK", CHUNKED)
    while True:
        peer.chunk(b"word " * 20_000)


@behaviour
def endless_error_page(peer: Peer) -> None:
    peer.head("500 Internal Server Error", CHUNKED)
    while True:
        peer.chunk(b"word " * 20_000)


@behaviour
def length_huge(peer: Peer) -> None:
    peer.head("200 OK", f"Content-Length: {10**15}")
    peer.send(ARTICLE)


@behaviour
def many_headers(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\n")
    peer.send(b"".join(b"X-%d: a\r\n" % n for n in range(100_000)))
    peer.send(b"\r\n" + ARTICLE)


@behaviour
def long_header(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nX-A: " + b"a" * 10_000_000 + b"\r\n\r\n" + ARTICLE)


@behaviour
def long_chunk_extension(peer: Peer) -> None:
    peer.head("200 OK", CHUNKED)
    peer.send(b"5;" + b"x" * 5_000_000 + b"\r\nhello\r\n0\r\n\r\n")


@behaviour
def many_trailers(peer: Peer) -> None:
    peer.head("200 OK", CHUNKED)
    peer.chunk(ARTICLE)
    peer.send(b"0\r\n")
    peer.send(b"".join(b"X-%d: a\r\n" % n for n in range(50_000)))
    peer.send(b"\r\n")


@behaviour
def shorter_than_said(peer: Peer) -> None:
    peer.head("200 OK", f"Content-Length: {2 * len(ARTICLE)}")
    peer.send(ARTICLE)


@behaviour
def longer_than_said(peer: Peer) -> None:
    peer.head("200 OK", f"Content-Length: {len(ARTICLE) // 2}")
    peer.send(ARTICLE)


@behaviour
def two_lengths(peer: Peer) -> None:
    peer.head("200 OK", "Content-Length: 10", f"Content-Length: {len(ARTICLE)}")
    peer.send(ARTICLE)


@behaviour
def negative_length(peer: Peer) -> None:
    peer.head("200 OK", "Content-Length: -5")
    peer.send(ARTICLE)


@behaviour
def worded_length(peer: Peer) -> None:
    peer.head("200 OK", "Content-Length: many")
    peer.send(ARTICLE)


@behaviour
def length_and_chunks(peer: Peer) -> None:
    peer.head("200 OK", "Content-Length: 5", CHUNKED)
    peer.chunk(ARTICLE)
    peer.send(b"0\r\n\r\n")


@behaviour
def no_length_whole(peer: Peer) -> None:
    peer.head("200 OK", "Content-Type: text/html")
    peer.send(ARTICLE)


@behaviour
def no_length_half(peer: Peer) -> None:
    peer.head("200 OK", "Content-Type: text/html")
    peer.send(ARTICLE[: len(ARTICLE) // 2])


@behaviour
def chunk_cut(peer: Peer) -> None:
    peer.head("200 OK", CHUNKED)
    peer.send(b"%x\r\n" % len(ARTICLE) + ARTICLE[:500])


@behaviour
def chunks_without_end(peer: Peer) -> None:
    peer.head("200 OK", CHUNKED)
    peer.chunk(ARTICLE)


@behaviour
def chunk_size_nonsense(peer: Peer) -> None:
    peer.head("200 OK", CHUNKED)
    peer.send(b"zz\r\n" + ARTICLE)


@behaviour
def chunk_size_huge(peer: Peer) -> None:
    peer.head("200 OK", CHUNKED)
    peer.send(b"f" * 40 + b"\r\n" + ARTICLE)


@behaviour
def reset_in_body(peer: Peer) -> None:
    peer.head("200 OK", f"Content-Length: {len(ARTICLE)}")
    peer.send(ARTICLE[:200])
    time.sleep(0.05)
    reset(peer)


@behaviour
def reset_at_once(peer: Peer) -> None:
    reset(peer)


@behaviour
def closed_at_once(peer: Peer) -> None:
    peer.sock.shutdown(socket.SHUT_RDWR)


@behaviour
def garbage(peer: Peer) -> None:
    peer.send(b"\x16\x03\x01 SSH-2.0-OpenSSH\r\n\r\n" + bytes(range(256)))


@behaviour
def without_status_line(peer: Peer) -> None:
    peer.send(ARTICLE)


@behaviour
def nul_in_header(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nX-A: a\x00b\r\nContent-Length: 5\r\n\r\nhello")


@behaviour
def header_without_colon(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nthis is no header\r\nContent-Length: 5\r\n\r\nhello")


@behaviour
def switching_protocols(peer: Peer) -> None:
    peer.head("101 Switching Protocols", "Upgrade: websocket")
