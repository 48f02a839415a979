"""Reviews, gaps and the checklist of Amazon ECR from Python."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from ecs_usecases import AsyncClient, Client, GapReport, InvalidRequestError, NotFoundError, Review, Simulator, catalog

WRITTEN = """
title: Nightly rollout
summary: Rolls the shop out at night.
securty: Only the pipeline may deploy.
ecr:
  tags: Each night is pushed as latest.
"""

WORLD = {
    "clusters": [{"name": "main"}],
    "repositories": [{"name": "shop/web", "images": [{"tags": ["1.0"]}]}],
    "services": [{"name": "web", "image": "shop/web:1.0"}],
}


def client() -> Client:
    return Simulator(**WORLD).client()


def test_an_entry_is_complete() -> None:
    review = catalog.review("UC14")
    assert isinstance(review, Review) and review.verdict == "complete" and not review.findings
    assert {score.score for score in review.scores} == {100}
    assert "<h2>Review of UC14 CanaryDeployment</h2>" in review._repr_html_()
    assert Review.from_json(review.to_json()) == review


def test_a_written_use_case_gets_a_report(tmp_path: Path) -> None:
    review = catalog.review(WRITTEN)
    assert review.verdict == "incomplete"
    assert [(part.path, part.nearest) for part in review.not_understood] == [("securty", "security")]
    found = {finding.path: finding for finding in review.findings}
    assert {"stages", "failures", "security", "ecr.scan", "ecr.tags"} <= set(found)
    assert found["stages"].why and found["stages"].source and found["stages"].refinement
    assert "`ecr.tags`" in review.to_markdown()
    file = tmp_path / "rollout.yaml"
    file.write_text(WRITTEN)
    assert catalog.review(file) == catalog.review(str(file)) == review


def test_bad_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        catalog.review("canary_deploy")
    assert caught.value.advice is not None and "`canary_deployment`" in caught.value.advice
    large = tmp_path / "large.yaml"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    with pytest.raises(InvalidRequestError, match="1 MiB"):
        catalog.review(large)
    with pytest.raises(InvalidRequestError, match="YAML"):
        catalog.review("title: [one\nsummary: two\n")
    with pytest.raises(TypeError):
        catalog.find_gaps("UC14")
    with pytest.raises(TypeError):
        catalog.find_gaps()  # type: ignore[call-overload]


def test_gaps_of_a_list() -> None:
    report = catalog.find_gaps(["UC13", "blue/green deployments", "nonsense words"])
    assert [had.id for had in report.have] == ["UC11", "UC13"]
    assert [name.given for name in report.unknown] == ["nonsense words"]
    assert report.missing[0].priority == "critical" and report.missing[0].artifacts
    assert "UC08" in {gap.id for gap in report.missing if gap.priority == "critical"}
    assert GapReport.from_json(report.to_json()) == report
    assert "Use cases that are missing" in report._repr_html_()


def test_gaps_of_an_account() -> None:
    asked = client()
    report = catalog.find_gaps(client=asked)
    assert report == asked.find_gaps()
    assert "UC13" in {had.id for had in report.have} and not report.unread


def test_the_checklist_of_an_entry_and_of_a_service() -> None:
    assert catalog.review_ecr_integration("UC14").failed == 0
    asked = client()
    checklist = asked.review_ecr_integration("main", "web")
    status = {item.id: item.status for item in checklist.items}
    assert status["ECR-I3"] == "pass" and status["ECR-I2"] == "fail"
    assert "shop/web" in checklist.to_markdown() and checklist._repr_html_()
    review = asked.review_service("main", "web")
    assert review.ecr == checklist and review.findings[0].remedy
    with pytest.raises(NotFoundError):
        asked.review_ecr_integration("main", "api")


def test_the_same_is_awaited() -> None:
    async def ask(asked: AsyncClient) -> None:
        assert (await catalog.find_gaps(client=asked)).have
        assert (await asked.review_service("main", "web")).subject == "main/web"
        assert (await asked.review_ecr_integration("main", "web")).live

    asyncio.run(ask(Simulator(**WORLD).async_client()))
