"""The catalog: what each use case does, asks for and costs.

    from ecs_usecases import catalog

    catalog.get("UC14")
    catalog.canary_deployment.pitfalls
    catalog.recommend(traffic="high", risk="high").request
    catalog.matrix("actor")
"""

from __future__ import annotations

import os

from . import _native
from ._generated import CatalogEntry, CatalogItem, DecisionTree, EcrChecklist, GapReport, Matrix, Recommendation, Review

__all__ = ["decision_tree", "find_gaps", "get", "list", "matrix", "recommend", "review", "review_ecr_integration"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Iterable
    from typing import Unpack, overload

    from ._generated import AsyncClient, Client
    from ._types import Answers, MatrixBy
else:

    def overload(_form):
        """`typing.overload`, without the time that importing `typing` takes."""


_list = list

#: What is longer is refused before it is read, by the native code.
_LARGEST = 1024 * 1024


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


def review(what: str | os.PathLike[str]) -> Review:
    """Review an entry by its id, API name or title, or a use case that a team has written, in YAML or Markdown.

    `what` is the name of an entry, the path of a file, or the text itself. Raises `NotFoundError` for a name that the catalog does not
    have, and `InvalidRequestError` for a text that can't be read or has more than 1 MiB; a text that says little gets a report.
    """
    return Review.from_wire(_native.catalog_review(_text(what)))


def _text(what: str | os.PathLike[str]) -> str:
    if isinstance(what, str) and ("\n" in what or len(what) > 4096 or not os.path.isfile(what)):
        return what
    with open(what, "rb") as file:
        return file.read(_LARGEST + 1).decode("utf-8", "replace")


@overload
def find_gaps(have: Iterable[str]) -> GapReport: ...
@overload
def find_gaps(*, client: Client) -> GapReport: ...
@overload
def find_gaps(*, client: AsyncClient) -> Awaitable[GapReport]: ...
def find_gaps(
    have: Iterable[str] | None = None, *, client: Client | AsyncClient | None = None
) -> GapReport | Awaitable[GapReport]:
    """Which use cases of the catalog are missing, the most urgent first.

    From a list of ids, names or titles, which are matched leniently; or from what the account of a client shows, to be awaited if the
    client is asynchronous.
    """
    if client is not None:
        if have is not None:
            raise TypeError("find_gaps takes a list or a client, not both")
        return client.find_gaps()
    if have is None:
        raise TypeError("find_gaps takes a list of names, or a client")
    if isinstance(have, str):
        raise TypeError("find_gaps takes a list of names, not one text")
    return GapReport.from_wire(_native.catalog_find_gaps([*have]))


def review_ecr_integration(name: str) -> EcrChecklist:
    """The checklist of Amazon ECR against an entry. For a live service there is `client.review_ecr_integration(cluster, service)`."""
    return EcrChecklist.from_wire(_native.catalog_review_ecr(name))


def __getattr__(name: str) -> CatalogEntry:
    if not name.startswith("_") and name in _names():
        return get(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> _list[str]:
    return [*globals(), *_names()]


def _names() -> _list[str]:
    return [item["name"] for item in _native.catalog_list()]
