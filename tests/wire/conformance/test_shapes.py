"""The validator finds what is wrong with a reply."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest

from . import cbor, models
from .differential.compare import differences
from .shapes import Findings, check, check_xml
from .watch import failure

RULES = "elasticloadbalancing:DescribeRules"


def problems(action: str, value: Any) -> list[str]:
    found = Findings()
    check(models.operation(action).output_shape, value, "", found)
    return found.problems


GOOD = {"repositories": [{"repositoryName": "shop/web", "createdAt": 1767225600.5, "imageScanningConfiguration": {"scanOnPush": True}}]}


def test_what_is_right_passes() -> None:
    assert problems("ecr:DescribeRepositories", GOOD) == []


@pytest.mark.parametrize(
    ("member", "value", "why"),
    [
        ("made", 1, "no such member"),
        ("repositoryName", 1, "not of the type string"),
        ("repositoryName", None, "null"),
        ("repositoryName", "Not A Name", "has not the form"),
        ("repositoryName", "a", "not within"),
        ("createdAt", "2026-01-01T00:00:00Z", "not of the type timestamp"),
        ("createdAt", 1767225600500, "seconds since 1970"),
        ("imageTagMutability", "SOMETIMES", "not in the enumeration"),
        ("imageScanningConfiguration", [], "not a structure"),
        ("imageScanningConfiguration", {"scanOnPush": "true"}, "not of the type boolean"),
        ("imageTagMutabilityExclusionFilters", [{"filter": "dev*"}], "required"),
    ],
)
def test_what_is_wrong_is_found(member: str, value: Any, why: str) -> None:
    (found,) = problems("ecr:DescribeRepositories", {"repositories": [GOOD["repositories"][0] | {member: value}]})
    assert why in found


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        ("<Rules><member><Priority>1</Priority></member></Rules>", None),
        ("<Rules><item><Priority>1</Priority></item></Rules>", "is not <member>"),
        ("<Rules><member><Made>1</Made></member></Rules>", "no such member"),
        ("<Rules><member><IsDefault>True</IsDefault></member></Rules>", "not of the type boolean"),
        ("<Rules><member><Priority>1</Priority><Priority>2</Priority></member></Rules>", "there twice"),
        ("<Rules>text</Rules>", "between elements"),
    ],
)
def test_xml_is_held_against_the_shape(xml: str, why: str | None) -> None:
    found = Findings()
    check_xml(models.operation(RULES).output_shape, ElementTree.fromstring(f"<r>{xml}</r>"), "", found)
    assert found.problems == [] if why is None else why in found.problems[0]


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [
        (400, "RepositoryNotFoundException", None),
        (500, "RepositoryNotFoundException", "has the status 400"),
        (400, "ClusterNotFoundException", "neither common nor one of the operation's"),
    ],
)
def test_errors_are_held_against_the_operation(status: int, code: str, why: str | None) -> None:
    found = Findings()
    body = f'{{"__type": "{code}", "message": "a"}}'.encode()
    failure(models.operation("ecr:ListImages"), status, {"content-type": "application/x-amz-json-1.1"}, body, found)
    assert found.problems == [] if why is None else why in found.problems[0]


def test_cbor_is_read() -> None:
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
    assert cbor.read(bytes.fromhex("bf6161f56162c11a6955b900616382fb3ff8000000000000390001ff")) == {"a": True, "b": moment, "c": [1.5, -2]}
    with pytest.raises(ValueError, match="after the value"):
        cbor.read(bytes.fromhex("f5f5"))


def test_replies_are_compared_member_by_member() -> None:
    ours, moto = {"a": [{"b": 1}, {"b": 2}], "c": []}, {"a": [{"b": 1}, {"b": 3}]}
    assert list(differences(ours, moto)) == ["a[].b"]
    assert list(differences({"Error": {"Code": "A"}}, {})) == ["A / success"]
    assert differences({"Error": {"Code": "A"}}, {"Error": {"Code": "A"}}) == {}
