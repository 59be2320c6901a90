"""How much of a record is ever held in memory."""

from __future__ import annotations

MOST_RECORD = 50_000_000  # bytes of one record, decompressed; the fetcher takes bodies of 20 MB
MOST_PAYLOAD = 48_000_000  # leaves room for header fields, so that what is written can always be read
MOST_HEADERS = 256 * 1024  # bytes of one header section; ours end below 220,000
