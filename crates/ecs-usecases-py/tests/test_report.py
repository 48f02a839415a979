"""Reports of runs."""

from __future__ import annotations

import asyncio
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from ecs_usecases import AsyncClient, Client, DeploymentFailedError, EcsUseCasesError, InvalidRequestError, Report, Simulator

SCENARIOS = Path(__file__).resolve().parents[3] / "tests" / "scenarios"


def scenario(name: str) -> tuple[Simulator, dict[str, Any]]:
    """The world of a scenario file, and the request of its first step."""
    case = json.loads((SCENARIOS / f"{name}.json").read_text(encoding="utf-8"))
    return Simulator.from_scenario(case["scenario"]), case["steps"][0]["request"]


def test_a_run_has_a_report_after_it() -> None:
    simulator, request = scenario("rolling-good")
    run = simulator.client().start.rolling_deployment(**request)
    run.result()
    report = run.report()
    assert isinstance(report, Report)
    html = report.to_html()
    assert html.startswith("<!doctype html>") and "Succeeded" in html and "eu-west-1" in html
    assert report.to_svg().startswith("<svg") and 'data-lane="tasks"' in report.to_svg()
    assert report.to_markdown().startswith("### ✅ RollingDeployment (UC13): Succeeded")
    assert [event.sequence for event in run][:2] == [1, 2], "the report takes no events away"
    assert run.report() == report, "and reading them takes nothing from the report"


def test_a_run_has_a_report_while_it_goes_on(client: Client) -> None:
    from ecs_usecases import Run

    run: Run[object] = Run(client._native.start("__wait", {"millis": 60_000, "events": 1}), dict)
    next(run)
    assert '<p class="verdict">' in run.report().to_html() and "event 1" in run.report().to_html()
    run.cancel()


def test_an_error_has_the_report_of_its_run() -> None:
    simulator, request = scenario("rolling-crash")
    with pytest.raises(DeploymentFailedError) as caught:
        simulator.client().rolling_deployment(**request)
    report = caught.value.report()
    assert '<p class="verdict">Rolled back</p>' in report.to_html()
    assert "ecs:UpdateService" in report.to_markdown(), "it has what happened, though nobody watched"
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.report() == report and hash(again.report()) == hash(report)


def test_an_error_that_no_run_had_has_a_report(simulator: Simulator) -> None:
    with pytest.raises(EcsUseCasesError) as caught:
        simulator.call("ecs:DescribeServices", {"services": ["web"], "cluster": "nowhere"})
    assert "ecs:DescribeServices" in caught.value.report().to_html()
    assert "made by hand" in EcsUseCasesError("made by hand").report().to_html()


def test_asyncio_has_reports_too() -> None:
    async def main() -> None:
        simulator, request = scenario("canary-fails")
        client: AsyncClient = simulator.async_client()
        run = client.start.canary_deployment(**request)
        with pytest.raises(DeploymentFailedError) as caught:
            await run.result()
        assert run.report() == caught.value.report()
        assert 'data-lane="analysis"' in run.report().to_svg()

    asyncio.run(main())


def test_a_report_is_data() -> None:
    simulator, request = scenario("rolling-good")
    run = simulator.client().start.rolling_deployment(**request)
    run.result()
    report = run.report()
    kept = Report(report.to_json())
    assert kept == report and kept.to_html() == report.to_html()
    assert report.to_dict()["use_case"] == "rolling_deployment"
    assert repr(report) == "<Report of rolling_deployment, run-1>"
    with pytest.raises(InvalidRequestError):
        Report("no report").to_html()


def test_a_notebook_shows_the_page_in_a_frame() -> None:
    nasty = '"></iframe><script>alert(1)</script>'
    shown = EcsUseCasesError(nasty).report()._repr_html_()
    assert shown.startswith("<iframe sandbox") and shown.endswith("</iframe>")
    assert shown.count("<") == 2 and shown.count(">") == 2, "all of the page is in the attribute"
