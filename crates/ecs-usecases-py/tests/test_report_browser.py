"""Pages of real runs in a real browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import browser
import pytest
from ecs_usecases import EcsUseCasesError, Report
from test_report import scenario

pytestmark = pytest.mark.skipif(browser.PROGRAM is None, reason="there is no chromium; ECS_USECASES_CHROMIUM names one")

HARM = "<script>parent.harmed = true</script><img src=x onerror='parent.harmed = true'>\"' onload='parent.harmed = true"

ROLL = ["steps", "stages", "tasks", "marks"]
CANARY = ["steps", "stages", "tasks", "traffic", "analysis", "marks"]
# ECS's own canary, with the targets of both target groups.
NATIVE = ["steps", "stages", "tasks", "health", "health", "traffic", "analysis", "marks"]
PAGES = {
    "rolling-good": ("Succeeded", ROLL),
    "rolling-crash": ("Rolled back", ROLL),
    "canary-fails": ("Rolled back", NATIVE),
    "canary-weighted": ("Succeeded", CANARY),
    "critical-finding": ("Refused", ["steps"]),
}


def of_scenario(name: str) -> Report:
    """The report of a scenario's first run."""
    simulator, request = scenario(name)
    use_case = "canary_deployment" if name.startswith("canary") else "rolling_deployment"
    run = getattr(simulator.client().start, use_case)(**request)
    try:
        run.result()
    except EcsUseCasesError:
        pass
    report: Report = run.report()
    return report


def well(found: dict[str, Any]) -> None:
    """Nothing overlaps, is cut off or too pale, and the page is content with itself."""
    wrong = {name: found[name] for name in ("wide", "overlaps", "cut", "pale", "empty", "foreign", "console", "asked") if found[name]}
    assert not wrong
    assert not found["harmed"]


@pytest.mark.parametrize("width", [360, 1400])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_well(name: str, width: int, tmp_path: Path) -> None:
    verdict, lanes = PAGES[name]
    found = browser.look(of_scenario(name).to_html(), tmp_path, width)
    well(found)
    assert (found["verdict"], found["lanes"]) == (verdict, lanes)


def test_a_page_is_dark_where_that_is_wanted(tmp_path: Path) -> None:
    found = browser.look(of_scenario("canary-weighted").to_html(), tmp_path, 1400, dark=True)
    well(found)
    assert found["ground"] == "rgb(18, 23, 30)"


def hostile(value: Any) -> Any:
    """The same with harm in every text that is told, and nowhere else: not in times and kinds, which have their form."""
    if isinstance(value, dict):
        kept = ("at", "type", "kind", "started_at", "ended_at", "seen_until", "resumed_at", "error")
        return {name: hostile(item) if name == "error" and isinstance(item, dict) else item if name in kept else hostile(item) for name, item in value.items()}
    if isinstance(value, list):
        return [hostile(item) for item in value]
    return f"{value} {HARM}" if isinstance(value, str) else value


@pytest.mark.parametrize("width", [360, 1400])
def test_a_hostile_text_is_only_text(width: int, tmp_path: Path) -> None:
    report = Report(json.dumps(hostile(of_scenario("canary-fails").to_dict())))
    html = report.to_html()
    # Escaping has to do without the page's own rule against scripts.
    assert html.count('http-equiv="Content-Security-Policy"') == 1
    found = browser.look(html.replace('http-equiv="Content-Security-Policy"', ""), tmp_path, width)
    well(found)
    assert found["lanes"] == NATIVE and HARM.split(">")[0] in found["verdict"]


def branches(count: int) -> Report:
    """The report of a run in many Regions, one of which fails."""
    wire = of_scenario("rolling-crash").to_dict()
    track = wire["tracks"][0]
    wire["tracks"] = [{**track, "told": []}, *({**track, "branch": [f"eu-region-{number}"]} for number in range(count))]
    wire["tracks"][7 % count]["steps"] = [{**step, "error": "deployment_failed"} for step in track["steps"]]
    return Report(json.dumps(wire))


@pytest.mark.parametrize("width", [360, 1400])
def test_branches_have_room(width: int, tmp_path: Path) -> None:
    few, many = (browser.look(branches(count).to_html(), tmp_path, width) for count in (2, 50))
    well(few)
    assert few["lanes"] == ["steps", *ROLL, *ROLL]
    well(many)
    assert many["lanes"] == ["steps", "branches"]


def test_a_page_in_a_notebook_keeps_to_itself(tmp_path: Path) -> None:
    found = browser.look(f"<!doctype html><p>above</p>{of_scenario('rolling-good')._repr_html_()}<p>below</p>", tmp_path, 700)
    assert (found["wide"], found["console"], found["asked"], found["harmed"]) == (0, [], [], False)
    assert found["ground"] == "rgba(0, 0, 0, 0)", "the page's style is the frame's"


def test_a_page_can_be_printed_and_a_picture_shown(tmp_path: Path) -> None:
    report = of_scenario("canary-weighted")
    page, picture = tmp_path / "report.html", tmp_path / "report.svg"
    page.write_text(report.to_html(), encoding="utf-8")
    picture.write_text(report.to_svg(), encoding="utf-8")
    browser.run(f"--print-to-pdf={tmp_path / 'report.pdf'}", page.as_uri())
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    for name, address in (("page", page.as_uri()), ("picture", picture.as_uri())):
        browser.run("--window-size=1000,900", f"--screenshot={tmp_path / name}.png", address)
        # A page of one colour is a tenth of this.
        assert (tmp_path / f"{name}.png").stat().st_size > 30_000


def test_the_browser_would_tell(tmp_path: Path) -> None:
    """What the other tests look for is found where it is."""
    page = """<!doctype html><body style="background:#fff"><p class="verdict" style="color:#ddd;width:500px">wide</p><script>parent.harmed = true; throw new Error('x')</script>
    <img src="http://127.0.0.1:9/x.png"><svg class="ecs-timeline" viewBox="0 0 100 50" width="100"><text class="on" x="2" y="20">one</text>
    <text class="on" x="6" y="20">two</text><text x="90" y="40">beyond</text></svg>"""
    found = browser.look(page, tmp_path, 360)
    assert found["wide"] > 0 and found["harmed"] and found["foreign"] == 2
    assert (found["pale"], found["overlaps"], found["cut"]) == (["wide"], [["one", "two"]], ["beyond"])
    assert found["console"] and found["asked"] == ["http://127.0.0.1:9/x.png"]
