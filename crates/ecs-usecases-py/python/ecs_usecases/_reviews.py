"""Reviews of what is live, through a client. They read and change nothing."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._generated import EcrChecklist, GapReport, PostureReport, ServiceReview


class AsyncReviews:
    """The reviews of an asyncio client."""

    __slots__ = ()

    if TYPE_CHECKING:

        async def _ask(self, work: str, request: dict[str, Any]) -> Any: ...

    async def review_service(self, cluster: str, service: str) -> ServiceReview:
        """Review a live service: it and what stands around it against the rules, its images and repositories against the checklist of
        Amazon ECR, with a score by pillar."""
        from ._generated import ServiceReview

        return ServiceReview.from_wire(await self._ask("review.service", {"cluster": cluster, "service": service}))

    async def check_rules(self, cluster: str, service: str) -> PostureReport:
        """What all rules say of a live service and of what stands around it. What could not be read is unknown to its rules."""
        from ._generated import PostureReport

        return PostureReport.from_wire(await self._ask("review.rules", {"cluster": cluster, "service": service}))

    async def review_ecr_integration(self, cluster: str, service: str) -> EcrChecklist:
        """The checklist of Amazon ECR against a live service."""
        from ._generated import EcrChecklist

        return EcrChecklist.from_wire(await self._ask("review.ecr", {"cluster": cluster, "service": service}))

    async def find_gaps(self) -> GapReport:
        """Which use cases of the catalog the account does not show in this Region, with evidence for those that it does."""
        from ._generated import GapReport

        return GapReport.from_wire(await self._ask("review.gaps", {}))


class SyncReviews:
    """The reviews of a blocking client."""

    __slots__ = ()

    if TYPE_CHECKING:

        def _ask(self, work: str, request: dict[str, Any]) -> Any: ...

    def review_service(self, cluster: str, service: str) -> ServiceReview:
        """Review a live service: it and what stands around it against the rules, its images and repositories against the checklist of
        Amazon ECR, with a score by pillar."""
        from ._generated import ServiceReview

        return ServiceReview.from_wire(self._ask("review.service", {"cluster": cluster, "service": service}))

    def check_rules(self, cluster: str, service: str) -> PostureReport:
        """What all rules say of a live service and of what stands around it. What could not be read is unknown to its rules."""
        from ._generated import PostureReport

        return PostureReport.from_wire(self._ask("review.rules", {"cluster": cluster, "service": service}))

    def review_ecr_integration(self, cluster: str, service: str) -> EcrChecklist:
        """The checklist of Amazon ECR against a live service."""
        from ._generated import EcrChecklist

        return EcrChecklist.from_wire(self._ask("review.ecr", {"cluster": cluster, "service": service}))

    def find_gaps(self) -> GapReport:
        """Which use cases of the catalog the account does not show in this Region, with evidence for those that it does."""
        from ._generated import GapReport

        return GapReport.from_wire(self._ask("review.gaps", {}))
