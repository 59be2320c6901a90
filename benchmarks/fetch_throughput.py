"""How fast are polite fetches, beside a bare aiohttp client and beside trafilatura's downloads in threads?

    python benchmarks/fetch_throughput.py [throughput|memory|politeness ...]

A loopback server in processes of its own plays 200 hosts (addresses 127.0.1.1 to 127.0.1.200): 20 ms to an answer, a page
of about 100 KB sent as gzip. The three clients run in one process, in interleaved blocks over the same addresses. Ours
works as in production: robots.txt, turns in files, caps, one request in flight a host; only the pause is 0 here.
trafilatura refuses loopback, so its SSRF_PROTECTION is switched off; it reads no robots.txt.
"""

from __future__ import annotations

import asyncio
import gzip
import multiprocessing
import os
import random
import resource
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from statistics import median

import aiohttp
from trafilatura import fetch_url
from trafilatura.settings import DEFAULT_CONFIG

from rasad.edges import web
from rasad.settings import Settings

HOSTS, LATENCY_S, SERVERS = 200, 0.02, 2
ROUNDS, BLOCK, THREAD_BLOCK = 5, 4_000, 1_000
SOAK, STEP = 20_000, 1_000
PAUSE_S, POLITE_EACH = 0.2, 20


def page() -> bytes:
    """About 100 KB of prose that compresses like prose."""
    picks = random.Random(7)
    words = [f"{picks.randrange(16**6):x}" for _ in range(2_000)]
    rows = (f"<p>{' '.join(words[int(picks.paretovariate(0.7)) % 2_000] for _ in range(40))}</p>\n" for _ in range(370))
    return f"<!doctype html><html><body>{''.join(rows)}</body></html>".encode()


def serve(sock: socket.socket) -> None:
    """Answer for ever on a listening socket."""
    body = gzip.compress(page(), 6)
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: "
    answer = f"{head}{len(body)}\r\n\r\n".encode() + body
    missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    class Host(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            self.transport, self.raw = transport, b""

        def data_received(self, data: bytes) -> None:
            self.raw += data
            while b"\r\n\r\n" in self.raw:
                request, _, self.raw = self.raw.partition(b"\r\n\r\n")
                said = missing if b" /robots.txt " in request else answer
                asyncio.get_running_loop().call_later(LATENCY_S, self.transport.write, said)

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Host, sock=sock, backlog=1_024)
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def served() -> Iterator[int]:
    """The port on which all hosts answer."""
    sock = socket.create_server(("0.0.0.0", 0), backlog=1_024)
    workers = [multiprocessing.Process(target=serve, args=(sock,), daemon=True) for _ in range(SERVERS)]
    for worker in workers:
        worker.start()
    time.sleep(1)
    try:
        yield sock.getsockname()[1]
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
        sock.close()


def addresses(port: int, count: int, start: int = 0) -> list[str]:
    """`count` pages, host after host in turn."""
    return [f"http://127.0.1.{n % HOSTS + 1}:{port}/{n}" for n in range(start, start + count)]


def settings(folder: str, port: int, delay_s: float = 0.0) -> Settings:
    """An installation of its own that may fetch the hosts of this benchmark."""
    allowed = ",".join(f"127.0.1.{n + 1}:{port}" for n in range(HOSTS))
    return Settings(data=Path(folder), allow_hosts=allowed, host_delay_s=delay_s)


async def ours(fetcher: web.Fetcher, urls: list[str]) -> int:
    """Pages that came whole."""
    return sum(answer.error is None for answer in await web.fetch_all(fetcher, [(url, {}) for url in urls]))


async def bare(session: aiohttp.ClientSession, urls: list[str]) -> int:
    """The same pages with aiohttp alone, 200 at once."""
    places = asyncio.Semaphore(HOSTS)

    async def one(url: str) -> int:
        async with places, session.get(url) as response:
            return len(await response.read()) > 0

    return sum(await asyncio.gather(*(one(url) for url in urls)))


def threads(urls: list[str]) -> int:
    """The same pages with trafilatura in 64 threads."""
    config = deepcopy(DEFAULT_CONFIG)
    config.set("DEFAULT", "SSRF_PROTECTION", "off")
    with ThreadPoolExecutor(64) as pool:
        return sum(page is not None for page in pool.map(lambda url: fetch_url(url, config=config), urls))


def cpu() -> float:
    """Processor seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def throughput(port: int) -> None:
    """Pages per second and processor time of the three, with ratios."""
    speeds: dict[str, list[float]] = {}
    costs: dict[str, list[float]] = {}

    def note(name: str, done: int, count: int, wall: float, used: float) -> None:
        if done != count:
            raise SystemExit(f"{name}: {done} of {count} pages came")
        speeds.setdefault(name, []).append(count / wall)
        costs.setdefault(name, []).append(1_000 * used / count)

    async def rounds() -> None:
        loop = asyncio.get_running_loop()
        with tempfile.TemporaryDirectory() as folder:
            async with web.fetching(settings(folder, port), {}) as fetcher, _bare_session() as session:
                # A first pass opens connections and reads robots.txt, for both.
                await ours(fetcher, addresses(port, 2 * HOSTS))
                await bare(session, addresses(port, 2 * HOSTS))
                for turn in range(ROUNDS):
                    urls = addresses(port, BLOCK, turn * BLOCK)
                    wall, used = time.perf_counter(), cpu()
                    done = await ours(fetcher, urls)
                    note("rasad", done, BLOCK, time.perf_counter() - wall, cpu() - used)
                    wall, used = time.perf_counter(), cpu()
                    done = await bare(session, urls)
                    note("aiohttp", done, BLOCK, time.perf_counter() - wall, cpu() - used)
                    few = urls[:THREAD_BLOCK]
                    wall, used = time.perf_counter(), cpu()
                    done = await loop.run_in_executor(None, threads, few)
                    note("trafilatura", done, THREAD_BLOCK, time.perf_counter() - wall, cpu() - used)

    asyncio.run(rounds())
    print(f"{ROUNDS} rounds, {HOSTS} hosts, {1000 * LATENCY_S:.0f} ms, page of {len(page()) // 1000} KB")
    for name, each in speeds.items():
        spread = f"{min(each):.0f} to {max(each):.0f}"
        print(f"{name:12} {median(each):7.0f} pages/s ({spread})   {median(costs[name]):.2f} CPU ms/page")
    for anchor in ("aiohttp", "trafilatura"):
        ratio = median(mine / theirs for mine, theirs in zip(speeds["rasad"], speeds[anchor], strict=True))
        print(f"rasad / {anchor}: {ratio:.2f} pages per second")


def _bare_session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=HOSTS))


def memory(port: int) -> None:
    """Resident memory over 20,000 fetches by one fetcher."""

    async def soak() -> list[int]:
        sizes = []
        with tempfile.TemporaryDirectory() as folder:
            async with web.fetching(settings(folder, port), {}) as fetcher:
                for start in range(0, SOAK, STEP):
                    if await ours(fetcher, addresses(port, STEP, start)) != STEP:
                        raise SystemExit("a page did not come")
                    sizes.append(_resident())
        return sizes

    sizes = asyncio.run(soak())
    print("resident MB every 1,000 fetches:", " ".join(f"{size / 1e6:.0f}" for size in sizes))
    early, late = sizes[2_000 // STEP - 1], sizes[-1]
    print(f"growth from fetch 2,000 to {SOAK:,}: {(late - early) / 1e6:+.1f} MB ({late / early - 1:+.1%})")


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


def politeness(port: int) -> None:
    """With a pause of 0.2 s: how near to the fastest that politeness allows."""

    async def run() -> float:
        with tempfile.TemporaryDirectory() as folder:
            async with web.fetching(settings(folder, port, PAUSE_S), {}) as fetcher:
                await ours(fetcher, addresses(port, HOSTS))
                began = time.perf_counter()
                await ours(fetcher, addresses(port, HOSTS * POLITE_EACH))
                return time.perf_counter() - began

    took = asyncio.run(run())
    fastest = POLITE_EACH * (PAUSE_S + LATENCY_S)
    print(
        f"pause {PAUSE_S} s: {HOSTS * POLITE_EACH / took:.0f} pages/s, {fastest / took:.0%} of what politeness allows"
    )


PARTS = {"throughput": throughput, "memory": memory, "politeness": politeness}

if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - set(PARTS):
        raise SystemExit(f"unknown part {unknown}\n{__doc__}")
    with served() as open_port:
        for part in sys.argv[1:] or PARTS:
            PARTS[part](open_port)
