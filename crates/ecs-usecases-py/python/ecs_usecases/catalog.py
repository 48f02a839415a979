"""The catalog: what each use case does, asks for and costs.

    from ecs_usecases import catalog

    catalog.get("UC14")
    catalog.canary_deployment.pitfalls
    catalog.recommend(traffic="high", risk="high").request
    catalog.matrix("actor")
"""

from __future__ import annotations

from . import _native
from ._generated import CatalogEntry, CatalogItem, DecisionTree, Matrix, Recommendation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from ._types import Answers, MatrixBy

__all__ = ["decision_tree", "get", "list", "matrix", "recommend"]

_list = list


def list() -> _list[CatalogItem]:
    """All entries, in the order of their ids."""
    return [CatalogItem.from_wire(item) for item in _native.catalog_list()]


def get(name: str) -> CatalogEntry:
    """The entry of this id (`UC14`), API name (`canary_deployment`) or title (`CanaryDeployment`).

    Raises `NotFoundError` if there is none; its advice names the one that looks most like it.
    """
    return CatalogEntry.from_wire(_native.catalog_get(name))


def recommend(**answers: Unpack[Answers]) -> Recommendation:
    """Which use case, strategy and request fit these answers. What is left out is assumed, and told in `assumed`.

    Raises `InvalidRequestError` if answers contradict each other, naming the fields, or if a field or an answer is not known;
    its advice names the one that looks most like it.
    """
    return Recommendation.from_wire(_native.catalog_recommend(answers))


def decision_tree() -> DecisionTree:
    """The tree by which `recommend` goes."""
    return DecisionTree.from_wire(_native.catalog_decision_tree())


def matrix(by: MatrixBy) -> Matrix:
    """All use cases by `actor`, `artifact`, `launch_type`, `strategy`, `ecr_feature`, `iam_action` or `pillar`.

    Raises `InvalidRequestError` if there is none by this; its advice names the one that looks most like it.
    """
    return Matrix.from_wire(_native.catalog_matrix(by))


def __getattr__(name: str) -> CatalogEntry:
    if not name.startswith("_") and name in _names():
        return get(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> _list[str]:
    return [*globals(), *_names()]


def _names() -> _list[str]:
    return [item["name"] for item in _native.catalog_list()]
