"""Recommendations, the decision tree and the matrices from Python."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from ecs_usecases import DecisionTree, InvalidRequestError, Matrix, Recommendation, Simulator, catalog

WORLD = json.loads((Path(__file__).parents[3] / "examples/worlds/shop.json").read_text(encoding="utf-8"))


def test_what_is_recommended_can_be_run_as_it_is() -> None:
    recommended = catalog.recommend(
        traffic="high", risk="high", compliance=["hipaa"], cluster="main", service="web", image="shop/web:1.1"
    )
    assert isinstance(recommended, Recommendation) and recommended.missing == []
    assert (recommended.use_case.id, recommended.use_case.name, recommended.strategy) == ("UC14", "canary_deployment", "canary")
    assert recommended.request is not None and recommended.request["gate"]["fail_on"] == "HIGH"
    assert {refused.name for refused in recommended.refused} >= {"linear_deployment", "blue_green_deployment"}
    assert {assumed.id for assumed in recommended.assumed} >= {"launch_type", "budget"}
    outcome = Simulator.from_scenario(WORLD).client().canary_deployment(**recommended.request)
    assert outcome.verdict.ending == "succeeded"
    assert Recommendation.from_json(recommended.to_json()) == recommended


def test_what_is_missing_and_what_cannot_run_is_told() -> None:
    assert catalog.recommend().missing == ["cluster", "image", "service"]
    batch = catalog.recommend(work="batch")
    assert not batch.use_case.implemented and batch.request is None


def test_bad_answers_are_refused_with_their_fields_and_the_nearest() -> None:
    with pytest.raises(InvalidRequestError, match="downtime") as caught:
        catalog.recommend(state="exclusive", downtime="none")
    assert caught.value.resource == "state, downtime"
    with pytest.raises(InvalidRequestError) as caught:
        catalog.recommend(trafic="high")  # type: ignore[call-arg]
    assert caught.value.advice is not None and "`traffic`" in caught.value.advice
    with pytest.raises(InvalidRequestError) as caught:
        catalog.recommend(traffic="hihg")  # type: ignore[typeddict-item]
    assert caught.value.advice is not None and "`high`" in caught.value.advice


def test_the_tree_is_data_and_can_be_drawn() -> None:
    tree = catalog.decision_tree()
    assert isinstance(tree, DecisionTree) and tree.start == tree.nodes[0].id
    assert tree.to_mermaid().startswith("flowchart TD\n") and "**Take `canary`.**" in tree.to_markdown()


def test_matrices_have_every_form() -> None:
    matrix = catalog.matrix("actor")
    assert isinstance(matrix, Matrix) and len(matrix.rows) == 72
    assert matrix.columns[:2] == ["use case", "development team"]
    assert matrix._repr_html_() == matrix.to_html() and matrix.to_html().count("<tr>") == 73
    assert matrix.to_markdown().startswith("## ")
    read = list(csv.reader(io.StringIO(matrix.to_csv())))
    assert read == [matrix.columns, *([row.head, *row.cells] for row in matrix.rows)]
    with pytest.raises(InvalidRequestError) as caught:
        catalog.matrix("actors")  # type: ignore[arg-type]
    assert caught.value.advice is not None and "`actor`" in caught.value.advice
