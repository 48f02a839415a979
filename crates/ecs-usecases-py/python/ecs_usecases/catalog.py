"""The catalog: what each use case does, asks for and costs.

    from ecs_usecases import catalog

    catalog.get("UC14")
    catalog.canary_deployment.pitfalls
"""

from __future__ import annotations

from . import _native
from ._generated import CatalogEntry, CatalogItem

__all__ = ["get", "list"]

_list = list


def list() -> _list[CatalogItem]:
    """All entries, in the order of their ids."""
    return [CatalogItem.from_wire(item) for item in _native.catalog_list()]


def get(name: str) -> CatalogEntry:
    """The entry of this id (`UC14`), API name (`canary_deployment`) or title (`CanaryDeployment`).

    Raises `NotFoundError` if there is none; its advice names the one that looks most like it.
    """
    return CatalogEntry.from_wire(_native.catalog_get(name))


def __getattr__(name: str) -> CatalogEntry:
    if not name.startswith("_") and name in _names():
        return get(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> _list[str]:
    return [*globals(), *_names()]


def _names() -> _list[str]:
    return [item["name"] for item in _native.catalog_list()]
