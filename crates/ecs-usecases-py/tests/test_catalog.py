"""The catalog from Python."""

from __future__ import annotations

import time

import pytest

from ecs_usecases import CatalogEntry, NotFoundError, catalog


def test_all_entries_are_listed() -> None:
    items = catalog.list()
    assert [item.id for item in items] == [f"UC{number:02}" for number in range(1, 73)]
    assert {item.name for item in items if item.implemented} >= {"canary_deployment", "rollback", "repository_setup"}
    assert not next(item for item in items if item.name == "gpu_workload").implemented


def test_an_entry_has_what_is_written_and_what_the_code_says() -> None:
    entry = catalog.get("UC14")
    assert entry == catalog.get("CanaryDeployment") == catalog.canary_deployment
    assert isinstance(entry, CatalogEntry) and entry.implemented and entry.complexity == "complex"
    assert entry.stages and entry.pitfalls[0].instead and "ecs:UpdateService" in entry.actions
    assert entry.iam_policy is not None and entry.iam_policy["Version"] == "2012-10-17"
    update = next(statement for statement in entry.iam_policy["Statement"] if "ecs:UpdateService" in statement["Action"])
    assert "arn:${Partition}:ecs:${Region}:${Account}:service/${Cluster}/${Service}" in update["Resource"]
    planned = catalog.get("UC31")
    assert planned.iam_policy is None and "Not implemented yet" in planned.to_markdown()
    assert entry.to_markdown().startswith("# UC14 CanaryDeployment")
    assert "<h2>UC14 CanaryDeployment</h2>" in entry._repr_html_()
    assert CatalogEntry.from_json(entry.to_json()) == entry


def test_names_are_completed_and_the_nearest_is_told() -> None:
    assert "blue_green_deployment" in dir(catalog)
    with pytest.raises(NotFoundError, match="canary_deploy") as caught:
        catalog.get("canary_deploy")
    assert caught.value.advice is not None and "`canary_deployment`" in caught.value.advice
    with pytest.raises(AttributeError):
        catalog.nothing  # noqa: B018


def test_a_list_is_quick() -> None:
    catalog.list()
    best = min(_timed() for _ in range(20))
    assert best < 0.02, best


def _timed() -> float:
    began = time.perf_counter()
    catalog.list()
    return time.perf_counter() - began
