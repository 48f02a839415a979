"""Terraform with its AWS provider, where both are on the machine: nothing is downloaded.

The provider is looked for where Terraform itself looks for a mirror, and in folders of `/opt`; `ECS_USECASES_TERRAFORM_PLUGINS`
names another place.
"""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
from collections.abc import Callable

import pytest
from simulator_server import Server

PROVIDER = "registry.terraform.io/hashicorp/aws"
IMAGES = {
    "repositories": [
        {
            "name": "shop/web",
            "images": [{"tags": ["1.0"]}, {"tags": ["1.1"]}, {"tags": ["crash"], "behaviour": {"crash_after": "3s", "exit_code": 3}}],
        }
    ]
}
Terraform = Callable[..., "subprocess.CompletedProcess[str]"]


def plugins() -> pathlib.Path | None:
    named = os.environ.get("ECS_USECASES_TERRAFORM_PLUGINS")
    known = [pathlib.Path.home() / ".terraform.d/plugins", "/usr/share/terraform/plugins", "/usr/local/share/terraform/plugins"]
    places = [named] if named else [*known, *pathlib.Path("/opt").glob("*")]
    return next((pathlib.Path(place) for place in places if (pathlib.Path(place) / PROVIDER).is_dir()), None)


@pytest.fixture
def terraform(server: Server, tmp_path: pathlib.Path) -> Terraform:
    """Terraform in a folder with `main.tf`: call it with a command and the tag to deploy."""
    program, mirror = shutil.which("terraform"), plugins()
    if program is None or mirror is None:
        pytest.skip("terraform, or its AWS provider, is not on this machine")
    server.world(IMAGES)
    server.pace(100)
    shutil.copy(pathlib.Path(__file__).parent / "terraform/main.tf", tmp_path)
    environment = server.environment() | {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
    environment.pop("TF_CLI_CONFIG_FILE", None)

    def run(command: str, *options: str, tag: str | None = None) -> subprocess.CompletedProcess[str]:
        words = [program, command, "-no-color", "-input=false", *options]
        if tag is not None:
            words += ["-var", f"endpoint={server.url}", "-var", f"tag={tag}"]
        return subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)

    made = run("init", f"-plugin-dir={mirror}")
    assert made.returncode == 0, made.stderr
    return run


def deployed(server: Server) -> str:
    """The revision that the service runs."""
    service = server.client("ecs").describe_services(cluster="terraformed", services=["web"])["services"][0]
    assert service["runningCount"] == service["desiredCount"] == 2
    return str(service["taskDefinition"]).rsplit("/", 1)[1]


def test_it_makes_changes_and_takes_away(server: Server, terraform: Terraform) -> None:
    """A roll that is rolled back is an `Apply complete!` and exit 0, on AWS as well: only the next plan shows that the
    service runs something else."""
    made = terraform("apply", "-auto-approve", tag="1.0")
    assert made.returncode == 0, made.stderr
    assert "Resources: 4 added, 0 changed, 0 destroyed." in made.stdout
    assert deployed(server) == "web:1"

    same = terraform("plan", "-detailed-exitcode", tag="1.0")
    assert same.returncode == 0, f"it finds differences right after it was applied:\n{same.stdout}"

    good = terraform("apply", "-auto-approve", tag="1.1")
    assert good.returncode == 0, good.stderr
    assert deployed(server) == "web:2"

    bad = terraform("apply", "-auto-approve", tag="crash")
    assert (bad.returncode, "Apply complete!" in bad.stdout) == (0, True), "the provider tells of the rollback now: change clients.md"
    server.advance("1h")
    assert deployed(server) == "web:2"
    drift = terraform("plan", "-detailed-exitcode", tag="crash")
    assert drift.returncode == 2
    assert 'task-definition/web:2" -> ' in drift.stdout

    gone = terraform("destroy", "-auto-approve", tag="crash")
    assert gone.returncode == 0, gone.stderr
    assert "Resources: 4 destroyed." in gone.stdout
