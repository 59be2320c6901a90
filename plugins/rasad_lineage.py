"""What Airflow's OpenLineage provider tells of each step: its tables, their columns, rows and checks.

The provider asks an extractor about every TaskFlow task when `AIRFLOW__OPENLINEAGE__EXTRACTORS` names this class. Nothing of
OpenLineage is imported before it asks: every process of Airflow loads the plugins, and most have lineage switched off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasad import lineage
from rasad.contracts import contract

if TYPE_CHECKING:
    from airflow.providers.openlineage.extractors import OperatorLineage


class StageExtractor:
    """Lineage of the steps of a stage; other tasks have none."""

    source_code_enabled = False

    def __init__(self, operator: Any) -> None:
        self.operator = operator

    @classmethod
    def get_operator_classnames(cls) -> list[str]:
        """Every `@task`."""
        return ["_PythonDecoratedOperator"]

    def extract(self) -> OperatorLineage:
        """Before the task: what it is going to read and give."""
        return self._lineage({})

    def extract_on_complete(self, task_instance: Any) -> OperatorLineage:
        """After it: the same, with rows and checks where the task told them."""
        return self._lineage(_told(task_instance, self.operator.task_id.partition(".")[0]))

    def extract_on_failure(self, task_instance: Any) -> OperatorLineage:  # noqa: ARG002
        """After it failed: what it was meant to read and give."""
        return self._lineage({})

    def _lineage(self, told: dict[str, Any]) -> OperatorLineage:
        from airflow.providers.openlineage.extractors import OperatorLineage

        stage, _, name = self.operator.task_id.partition(".")
        step = lineage.step(stage, name)
        if step is None:
            return OperatorLineage()
        return OperatorLineage(
            inputs=[_input(table, told.get("gate")) for table in step.inputs],
            outputs=[_output(table, told.get("rows", {})) for table in step.outputs],
        )


def _told(task_instance: Any, stage: str) -> dict[str, Any]:
    """What the promotion put into the event of its asset; the context is the task's own, so nothing is asked for again."""
    from rasad_assets import asset

    if stage not in lineage.STAGES:
        return {}
    events = task_instance.get_template_context().get("outlet_events") or {}
    return dict(events[asset(stage)].extra or {}) if task_instance.task.outlets else {}


def _schema(table: lineage.Table) -> dict[str, Any]:
    from openlineage.client.facet_v2 import schema_dataset

    if not table.types:
        return {}
    fields = [schema_dataset.SchemaDatasetFacetFields(name=name, type=kind) for name, kind in table.types.items()]
    return {"schema": schema_dataset.SchemaDatasetFacet(fields=fields)}


def _input(table: lineage.Table, gate: dict[str, Any] | None) -> Any:
    from openlineage.client.event_v2 import InputDataset
    from openlineage.client.facet_v2 import data_quality_assertions_dataset as quality

    facets = {}
    if gate and table.namespace == lineage.CANDIDATES:
        promise = contract(table.name.partition(".")[0])
        declared = [
            *((e.name, e.severity) for e in promise.tables[table.short].expectations),
            *((c.name, c.severity) for c in promise.checks if c.table == table.short),
        ]
        facets["dataQualityAssertions"] = quality.DataQualityAssertionsDatasetFacet(
            assertions=[
                quality.Assertion(assertion=name, success=name not in gate["failed"], severity=severity)
                for name, severity in declared
            ]
        )
    return InputDataset(namespace=table.namespace, name=table.name, facets=_schema(table), inputFacets=facets)


def _output(table: lineage.Table, rows: dict[str, int]) -> Any:
    from openlineage.client.event_v2 import OutputDataset
    from openlineage.client.facet_v2 import column_lineage_dataset as columns
    from openlineage.client.facet_v2 import output_statistics_output_dataset as statistics

    facets = _schema(table)
    if table.sources:
        fields = {
            name: columns.Fields(
                inputFields=[columns.InputField(one.namespace, one.table, one.name) for one in sources]
            )
            for name, sources in table.sources.items()
            if sources
        }
        facets["columnLineage"] = columns.ColumnLineageDatasetFacet(fields=fields)
    counted = {}
    if table.short in rows:
        counted["outputStatistics"] = statistics.OutputStatisticsOutputDatasetFacet(rowCount=rows[table.short])
    return OutputDataset(namespace=table.namespace, name=table.name, facets=facets, outputFacets=counted)
