"""S3 and what speaks its protocol, reached through obstore. Keys and addresses come from the environment (AWS_...) alone."""

from __future__ import annotations

import os
from importlib.util import find_spec
from typing import Any

from rasad.errors import ConfigError

_PROTOCOL = "s3"


def options(address: str) -> dict[str, Any]:
    """What fsspec needs to know to reach an address; nothing for a folder. Raises ConfigError when obstore is not installed."""
    if not address.startswith(f"{_PROTOCOL}://"):
        return {}
    if find_spec("obstore") is None:
        raise ConfigError(address, "s3", "is reached by a package that is not here: install requirements-lake.txt")
    from obstore.fsspec import register

    register(_PROTOCOL)
    # A store on a private network may have no certificate; its operator says so by the address.
    return {"client_options": {"allow_http": os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")}}
