"""A collector of OpenTelemetry metrics on loopback: it takes OTLP over HTTP (protobuf) and keeps names and values."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest


@dataclass
class Collector:
    """What arrived: of each gauge all values in order, and the names of everything else."""

    port: int
    gauges: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    others: set[str] = field(default_factory=set)
    services: set[str] = field(default_factory=set)

    def take(self, body: bytes) -> None:
        """One export of one process."""
        for resource in ExportMetricsServiceRequest.FromString(body).resource_metrics:
            self.services |= {
                each.value.string_value for each in resource.resource.attributes if each.key == "service.name"
            }
            for metric in (each for scope in resource.scope_metrics for each in scope.metrics):
                if metric.WhichOneof("data") == "gauge":
                    for point in metric.gauge.data_points:
                        self.gauges[metric.name].append(point.as_double or float(point.as_int))
                else:
                    self.others.add(metric.name)

    def last(self) -> dict[str, float]:
        """The newest value of each gauge."""
        return {name: values[-1] for name, values in self.gauges.items()}


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector that listens until the end of the block."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/v1/metrics" and self.headers["Content-Type"] == "application/x-protobuf":
                made.take(gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body)
                self.send_response(200)
            else:
                self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    made = Collector(server.server_address[1])
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
