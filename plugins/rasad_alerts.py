"""Alerts by Airflow's means: notifiers for mail and webhook, the callback of a red gate, the deadline of a run.

What is told, and to whom it was told already, is decided in `rasad`. Nothing here fails or holds up a run of the pipeline: every
receiver has a bounded time, and what could not be delivered is tried again by the DAG `watch`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseNotifier, DeadlineAlert, DeadlineReference, SyncCallback, task
from airflow.sdk.exceptions import AirflowFailException

import rasad_metrics

if TYPE_CHECKING:
    from rasad.alerts.alert import Alert
    from rasad.alerts.episodes import News
    from rasad.settings import Settings

log = logging.getLogger("rasad")
# A task's callback runs after its state is known, and Airflow ends it 20 s later: it must not wait long for the warehouse.
CALLBACK_WAITS_S = 3.0


class Mail(BaseNotifier):
    """News by mail, over the Airflow connection `smtp_default`."""

    # No template fields: news quote what outlets sent, and Jinja would run it.
    template_fields: Sequence[str] = ()

    def __init__(self, receivers: str, news: Sequence[News]) -> None:
        super().__init__()
        self.receivers = [address.strip() for address in receivers.split(",") if address.strip()]
        self.news = news

    def notify(self, context: Any) -> None:
        """Send one mail with all of it. Raises what the mail library raises."""
        from airflow.providers.smtp.notifications.smtp import SmtpNotifier

        from rasad.alerts import message

        letter = SmtpNotifier(
            to=self.receivers,
            subject=message.subject(self.news),
            html_content=str(message.page(self.news)),
            custom_headers={"Auto-Submitted": "auto-generated"},
        )
        letter.notify(context)  # calling the notifier itself would render its fields


class Webhook(BaseNotifier):
    """News as JSON to the address of an Airflow connection; its password, if it has one, signs the body."""

    template_fields: Sequence[str] = ()

    def __init__(self, connection: str, news: Sequence[News], seconds: float) -> None:
        super().__init__()
        self.connection, self.news, self.seconds = connection, news, seconds

    def notify(self, context: Any) -> None:  # noqa: ARG002
        """Post it once. Raises RuntimeError when the receiver did not take it."""
        from airflow.sdk import Connection

        from rasad.alerts import message
        from rasad.edges.web.posting import post

        to = Connection.get(self.connection)
        body = json.dumps(message.payload(self.news), ensure_ascii=False).encode()
        refused = post(_address(to), body, self.seconds, to.password or "", datetime.now(UTC))
        if refused is not None:
            raise RuntimeError(f"the webhook did not take it: {refused.reason} {refused.detail}")


def _address(connection: Any) -> str:
    host = connection.host or ""
    if "://" in host:
        return str(host)
    port = f":{connection.port}" if connection.port else ""
    return f"{connection.schema or 'https'}://{host}{port}"


def channels(settings: Settings) -> list[str]:
    """The channels that the operator switched on."""
    return [name for name, on in (("mail", settings.alert_mail), ("webhook", settings.alert_webhook)) if on]


def tell(settings: Settings, channel: str) -> int:
    """Tell one channel what it was not told yet; returns how much that was. Raises TimeoutError and what the channel raises."""
    from rasad.alerts import message
    from rasad.edges import alerting

    now = datetime.now(UTC)
    news = alerting.news(settings, channel, now)
    if not news:
        return 0
    notifier = (
        Mail(settings.alert_mail, news)
        if channel == "mail"
        else Webhook(settings.alert_webhook, news, settings.alert_seconds)
    )
    _within(settings.alert_seconds, lambda: notifier.notify({}))
    alerting.told(settings, channel, news, now)
    for line in message.lines(news):
        log.info("%s told: %s", channel, line)
    return len(news)


def _within(seconds: float, work: Callable[[], None]) -> None:
    """Do it in a bounded time, whatever the other side does: libraries bound a single read, and not the whole."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # told to whoever waits
            failures.append(error)

    worker = Thread(target=run, daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        raise TimeoutError(f"not delivered within {seconds:g} s")
    if failures:
        raise failures[0]


def look_and_tell(also: Sequence[Alert] = (), waits_s: float | None = None) -> None:
    """Look for trouble now and tell all channels. Never raises: what fails here is in the log, and `watch` tries again."""
    from rasad import settings
    from rasad.alerts import message
    from rasad.alerts.episodes import News
    from rasad.edges import alerting

    here = settings.load()
    if waits_s is not None:
        here = here.model_copy(update={"lock_timeout_s": min(here.lock_timeout_s, waits_s)})
    try:
        for episode in alerting.look(here, datetime.now(UTC), also):
            log.warning("alert: %s", message.lines([News(episode, "raised")])[0])
    except Exception as error:
        log.warning("alerts: could not look (%s: %s); the DAG watch will", type(error).__name__, error)
    for channel in channels(here):
        try:
            tell(here, channel)
        except Exception as error:
            log.warning("alerts: %s not told (%s); the DAG watch tries again", channel, type(error).__name__)


def on_red_gate(context: Any) -> None:  # noqa: ARG001
    """Callback of every audit that failed."""
    look_and_tell(waits_s=CALLBACK_WAITS_S)


def on_missed_deadline(context: Any = None) -> None:
    """Callback of a run that did not finish in time; Airflow tells which. Nothing else would notice, so it waits for its turn."""
    from rasad import settings
    from rasad.alerts.conditions import overdue

    run_id = ((context or {}).get("dag_run") or {}).get("dag_run_id", "of iran_news")
    look_and_tell([overdue(str(run_id), timedelta(hours=settings.load().alert_run_h))])


def deadline() -> DeadlineAlert:
    """How long a run may take. The callback runs in a worker, which has the data; the triggerer has none."""
    from rasad import settings

    return DeadlineAlert(
        name="run takes too long",
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=timedelta(hours=settings.load().alert_run_h),
        callback=SyncCallback(on_missed_deadline),
    )


@task(retries=3, retry_delay=timedelta(minutes=1), execution_timeout=timedelta(minutes=10))
def look() -> list[str]:
    """Look for what no task's failure tells. Gives the channels that are to be told."""
    from rasad import settings
    from rasad.alerts import message
    from rasad.alerts.episodes import News
    from rasad.edges import alerting

    here = settings.load()
    for episode in alerting.look(here, datetime.now(UTC)):
        log.warning("alert: %s", message.lines([News(episode, "raised")])[0])
    rasad_metrics.watched(alerting.gauges(here))
    on = channels(here)
    if not on:
        log.info("alerts go to this log only: set RASAD_ALERT_MAIL or RASAD_ALERT_WEBHOOK to be told")
    return on


@task(task_id="tell", map_index_template="{{ channel }}", execution_timeout=timedelta(minutes=5))
def tell_channel(channel: str) -> int:
    """Tell one channel what is new. Red: the receiver could not be reached; it is told at the next look."""
    from airflow.sdk import get_current_context

    from rasad import settings

    get_current_context()["channel"] = channel  # type: ignore[typeddict-unknown-key]
    try:
        return tell(settings.load(), channel)
    except Exception as error:
        raise AirflowFailException(f"{channel} was not told: {type(error).__name__}: {error}") from error
