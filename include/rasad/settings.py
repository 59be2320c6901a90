"""Everything an operator may set, read once from the environment (prefix RASAD_). The defaults run the bundled sample."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"
SQL = ROOT / "sql"


class Settings(BaseSettings):
    """Paths, sources and limits of one installation. See .env.example for what each is for."""

    model_config = SettingsConfigDict(env_prefix="RASAD_", frozen=True, extra="ignore")

    data: Path = Field(default=ROOT / "data", description="Archive, candidates, warehouse and snapshots live here.")
    shared: str = Field(
        default="",
        description="Folder or URL (s3://...) that all workers reach, for the parts of a batch; empty is the data folder.",
    )
    part_chars: int = Field(
        default=5_000_000,
        gt=0,
        description="Characters of text from which a batch is cut into parts for several workers.",
    )
    sources: str = Field(default="sample", description="sample, live, or a folder of outlet files.")
    edition: str = Field(default="morning", description="Edition that the sample newsroom serves: morning or evening.")
    allow_hosts: str = Field(
        default="",
        description="Comma-separated host:port that may be fetched although not public. Never set in production.",
    )
    contact: str = Field(
        default="https://example.org/rasad-contact",
        description="Where an outlet's webmaster can reach the operator.",
    )
    keep_snapshots: int = Field(default=7, ge=1, description="How many published snapshots stay on disk.")
    fetch_deadline_s: float = Field(
        default=20.0, gt=0, description="Total time for one response, headers to last byte."
    )
    max_bytes: int = Field(default=10_000_000, gt=0, description="Largest response body taken off the wire.")
    max_decoded_bytes: int = Field(default=20_000_000, gt=0, description="Largest body after decompression.")
    max_items_per_feed: int = Field(default=200, gt=0, description="Newest items taken from one feed in one run.")
    host_delay_s: float = Field(
        default=1.0,
        ge=0,
        description="Pause between two requests to one host, where neither outlet nor host says more.",
    )
    max_rest_s: float = Field(default=21_600.0, gt=0, description="Longest rest that a host may ask for.")
    recheck_after: str = Field(
        default="1h,24h,7d,30d", description="Ages at which an article is fetched again: edits, retractions, moves."
    )
    archive_file_bytes: int = Field(default=1_000_000_000, gt=0, description="Size at which a WARC file is closed.")
    evidence_sample: int = Field(default=50, ge=0, description="Archived records verified anew in every run.")
    sql_seconds: float = Field(default=60.0, gt=0, description="Longest time that a query of `make sql` may take.")
    sql_memory_mb: int = Field(default=1_000, ge=64, description="Most memory that a query of `make sql` may take.")
    extractor_url: str = Field(
        default="",
        description="Base address of an OpenAI-compatible endpoint that proposes further claims; empty is off.",
    )
    extractor_model: str = Field(default="", description="Name of the model that the endpoint is asked for.")
    extractor_key: SecretStr = Field(default=SecretStr(""), description="Its key, where it wants one.")
    extractor_timeout_s: float = Field(default=60.0, gt=0, description="Time for its answer about one article.")
    extractor_budget_s: float = Field(default=900.0, gt=0, description="Time for all its answers of one run.")
    extractor_articles: int = Field(default=200, ge=0, description="Articles that it is asked about in one run.")
    extractor_chars: int = Field(default=12_000, gt=0, description="Longest article that it is asked about.")
    alert_mail: str = Field(
        default="", description="Comma-separated addresses that alerts are mailed to; empty is off."
    )
    alert_webhook: str = Field(
        default="", description="Airflow connection of the webhook that alerts are posted to; empty is off."
    )
    alert_again_h: float = Field(default=24.0, gt=0, description="Hours after which an alert that lasts is told again.")
    alert_seconds: float = Field(default=8.0, gt=0, description="Time for one alert to be taken by one receiver.")
    alert_run_h: float = Field(default=4.0, gt=0, description="Hours in which a run has to finish.")
    alert_late_h: float = Field(
        default=26.0, gt=0, description="Hours after a daily run by which the next is published."
    )
    alert_disk_free_percent: float = Field(default=10.0, ge=0, le=100, description="Least room on a disk of ours.")
    clock_may_go_back: bool = Field(
        default=False,
        description="Begin a run although the clock is behind the one before; for one run, after it was wrong.",
    )
    gatekeeper_idle_s: float = Field(
        default=900.0,
        ge=0,
        description="How long the process that has Great Expectations loaded waits for the next gate; 0: each gate loads it anew.",
    )
    lock_timeout_s: float = Field(default=120.0, gt=0, description="How long a task waits for the warehouse.")
    archive_store: str = Field(
        default="",
        description="Where finished WARC files go and are read: s3://bucket/path or a folder; empty is the archive folder.",
    )
    lake: str = Field(
        default="",
        description="DuckLake catalogue that is the warehouse: postgres:dbname=... host=..., sqlite:<file>; empty is a file.",
    )
    lake_data: str = Field(
        default="", description="Where the lake's Parquet files lie: s3://bucket/path or a folder; empty is data/lake."
    )
    duckdb_memory_mb: int = Field(
        default=0, ge=0, description="Memory of one DuckDB connection before it spills to disk; 0 leaves it to DuckDB."
    )
    duckdb_threads: int = Field(default=0, ge=0, description="Threads of one DuckDB connection; 0 is one a core.")

    @property
    def archive(self) -> Path:
        """WARC files."""
        return self.data / "archive"

    @property
    def decisions(self) -> Path:
        """What people decided on rows in quarantine, one file a decision. Belongs to the archive in every backup."""
        return self.data / "decisions"

    @property
    def hosts(self) -> Path:
        """One file a host: whose turn it is and how long it wants to be left alone, shared by all tasks and workers."""
        return self.data / "hosts"

    @property
    def spool(self) -> Path:
        """What outlets' tasks have fetched and no land run has promoted yet."""
        return self.data / "spool"

    @property
    def candidates(self) -> Path:
        """One folder a batch, one DuckDB file a stage: what the gates audit."""
        return self.data / "candidates"

    @property
    def warehouse(self) -> Path:
        """The single-writer DuckDB file that promotion fills, where no lake is set."""
        return self.data / "warehouse.duckdb"

    @property
    def lake_files(self) -> str | Path:
        """The folder or bucket of the lake's Parquet files."""
        return self.lake_data or self.data / "lake"

    @property
    def spill(self) -> Path:
        """What does not fit the memory of a connection that has no file of its own; one with a file spills beside it."""
        return self.data / "spill"

    @property
    def index(self) -> Path:
        """Sorted keys of the past, made from the warehouse; may be deleted at any time."""
        return self.data / "index"

    @property
    def operations(self) -> Path:
        """Numbered copies of the ledger, the quarantine and the health of outlets, for people who watch."""
        return self.data / "operations"

    @property
    def gatekeeper(self) -> Path:
        """The socket of the process that judges for all tasks of this machine."""
        return self.data / "gatekeeper"

    @property
    def quality(self) -> Path:
        """Results of Great Expectations of every gate, and their pages."""
        return self.data / "quality"

    @property
    def published(self) -> Path:
        """Readers' snapshots and Parquet."""
        return self.data / "published"


def load() -> Settings:
    """The settings of this process, from its environment."""
    return Settings()
