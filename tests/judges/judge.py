"""What cfn-lint and Checkov say of templates, by their rule and our subject."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cfnlint
from cfnlint.config import ConfigMixIn
from cfnlint.decode.decode import decode_str
from cfnlint.runner import Runner
from cloudformation import REGION, TYPES, Written

# The rules about our resource types live in these folders of cfn-lint, and one about roles elsewhere.
CFN_LINT_FOLDERS = ("resources/ecs", "resources/ecr", "resources/elasticloadbalancingv2")
CFN_LINT_MORE = ("E3511",)

# What it says of itself: a rule raised an exception, or a schema could not be used.
CFN_LINT_BROKE = ("E0002", "E1101")


@dataclass
class Verdicts:
    """Of both judges, on all subjects."""

    # Source, such as `checkov CKV_AWS_65`, to subject, to whether it passed. cfn-lint only names what fails: for its own rules
    # a subject that is absent passed; Checkov names both, and a subject that is absent was not asked about.
    said: dict[str, dict[str, bool]] = field(default_factory=lambda: defaultdict(dict))
    # What they said of what failed.
    messages: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    seconds: dict[str, float] = field(default_factory=dict)

    def broke(self, subject: str) -> bool:
        """Whether cfn-lint itself failed on the subject, so that what it does not say means nothing."""
        return any(subject in self.said.get(f"cfn-lint {rule}", {}) for rule in CFN_LINT_BROKE)

    def add(self, source: str, subject: str, passed: bool, message: str) -> None:
        """A subject passes where none of the resources in its template fails."""
        self.said[source][subject] = self.said[source].get(subject, True) and passed
        if not passed:
            self.messages[source, subject].append(message)


def judge(written: Iterable[Written], folder: Path) -> Verdicts:
    """Have both judge these templates, which are written to this empty folder."""
    files: dict[str, Written] = {}
    for at, one in enumerate(written):
        if one.resources:
            file = folder / f"{at:05}.json"
            file.write_text(json.dumps(one.template, indent=1))
            files[file.name] = one
    verdicts = Verdicts()
    for name, run in (("cfn-lint", cfn_lint), ("checkov", checkov)):
        began = time.monotonic()
        run(folder, files, verdicts)
        verdicts.seconds[name] = time.monotonic() - began
    return verdicts


def cfn_lint(folder: Path, files: dict[str, Written], verdicts: Verdicts) -> None:
    """Errors only: its warnings are about how templates are written."""
    runner = _runner()
    for name, one in files.items():
        template, errors = decode_str((folder / name).read_text())
        for match in errors or list(runner.validate_template(template)):
            path = "/".join(str(step) for step in match.path or [])
            verdicts.add(f"cfn-lint {match.rule.id}", one.subject.id, False, f"{path}: {match.message}")


def checkov(folder: Path, files: dict[str, Written], verdicts: Verdicts) -> None:
    """One process for the whole folder, which asks nobody over the network."""
    for result in _reports(checkov_json(folder)):
        for outcome, passed in (("passed_checks", True), ("failed_checks", False)):
            for check in result["results"].get(outcome, []):
                if check["resource"].split(".")[0] in TYPES:
                    one = files[Path(check["file_path"]).name]
                    verdicts.add(f"checkov {check['check_id']}", one.subject.id, passed, check["resource"])
        unread = result["results"].get("parsing_errors", [])
        if unread:
            raise RuntimeError(f"Checkov can't read {unread}")


def checkov_json(folder: Path) -> Any:
    """What Checkov prints of a folder."""
    words = ["--directory", str(folder), "--output", "json", "--framework", "cloudformation", "--compact", "--soft-fail"]
    program = [sys.executable, "-m", "checkov.main", *words, "--skip-download"]
    ran = subprocess.run(program, capture_output=True, text=True, check=False)
    if ran.returncode != 0 or not ran.stdout.strip():
        raise RuntimeError(f"Checkov ended with {ran.returncode}: {ran.stderr[-2000:]}")
    return json.loads(ran.stdout)


def _reports(printed: Any) -> list[Any]:
    return [one for one in (printed if isinstance(printed, list) else [printed]) if "results" in one]


def _runner() -> Runner:
    """One for all templates: reading its rules takes cfn-lint longer than judging by them."""
    return Runner(ConfigMixIn(regions=[REGION], ignore_checks=["W", "I"]))


def asked_by_cfn_lint() -> dict[str, str]:
    """The error rules of cfn-lint that are about our resource types alone, with what they say."""
    found = {}
    # It loads each file as a module of the file's own name.
    files = [file for folder in CFN_LINT_FOLDERS for file in (Path(cfnlint.__file__).parent / "rules" / folder).glob("*.py")]
    modules = {file.stem for file in files} - {"__init__"}
    for rule in _rules():
        if (type(rule).__module__ in modules or rule.id in CFN_LINT_MORE) and rule.id.startswith("E"):
            found[f"cfn-lint {rule.id}"] = rule.shortdesc
    return found


def known_to_cfn_lint() -> set[str]:
    """All of its rules."""
    return {f"cfn-lint {rule.id}" for rule in _rules()}


def _rules() -> list[Any]:
    return list(_runner().rules.data.values())


def asked_by_checkov() -> dict[str, str]:
    """The checks of Checkov on our resource types in CloudFormation, with what they say; those over several resources too."""
    import checkov.cloudformation.checks.resource.aws  # noqa: F401
    from checkov.cloudformation.checks.resource.registry import cfn_registry
    from checkov.common.checks_infra.registry import get_graph_checks_registry

    checks = [check for kind in TYPES for check in cfn_registry.get_checks(kind)]
    graph = get_graph_checks_registry("cloudformation")
    graph.load_checks()
    checks += [check for check in graph.checks if set(check.resource_types) & set(TYPES)]
    return {f"checkov {check.id}": check.name for check in checks}


def known_to_checkov() -> set[str]:
    """All of its checks on our kinds of resource, those for Terraform too."""
    import checkov.terraform.checks.resource.aws  # noqa: F401
    from checkov.common.checks_infra.registry import get_graph_checks_registry
    from checkov.terraform.checks.resource.registry import resource_registry

    found = {check.id for checks in resource_registry.checks.values() for check in checks}
    graph = get_graph_checks_registry("terraform")
    graph.load_checks()
    found |= {check.id for check in graph.checks}
    return {f"checkov {check}" for check in found} | set(asked_by_checkov())
